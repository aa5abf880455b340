#include "projections/allocations/eligibility.hpp"

#include "projections/allocations/packages.hpp"
#include "projections/joining/registration.hpp"
#include "projections/suspensions/reasons.hpp"

#include <algorithm>

namespace careledger::projections::allocations {
namespace {

using core::fail;
using core::Fault;
using joining::Lot;

bool is_among(const std::vector<std::string>& areas, const std::string& area) {
  return std::find(areas.begin(), areas.end(), area) != areas.end();
}

Bar not_counting(std::string detail, std::vector<Sequence> because) {
  return {.rule = "AL-0", .detail = std::move(detail), .because = std::move(because)};
}

}  // namespace

std::optional<Bar> Eligibility::suspension(const services::Service& service, Instant at) {
  const auto reasons = suspensions::reasons(service.history, at);
  if (reasons.empty()) return std::nullopt;
  Bar bar{.rule = suspensions::refusing_rule(reasons), .detail = "the service is suspended", .because = {}};
  ratings::Sequences because;
  for (const auto& reason : reasons) because.append(reason.because.span());
  because.tidy();  // one inspection is often the reason of two suspensions
  bar.because.assign(because.begin(), because.end());
  return bar;
}

std::optional<Bar> Eligibility::dormancy(const policies::Policy& policy, const joining::Membership& membership) {
  if (!policy.allocation.dormant_may_not_offer || !membership.is_dormant()) return std::nullopt;
  return not_counting("the register says that the service is dormant or cancelled", membership.registration.because);
}

bool Eligibility::is_citywide() const {
  const auto category = policies::category_named(requirement_.category);
  return requirement_.specialist && !policy_.allocation.specialist_order.empty() && category &&
         policy_.framework.closed.has(*category);
}

Result<const Contender*> Eligibility::contender(const std::string& id) {
  if (const auto found = contenders_.find(id); found != contenders_.end()) {
    return found->second ? &*found->second : nullptr;
  }
  auto service = readings_.service(id, moment_.known_at);
  if (!service && service.error().fault != Fault::not_found) return fail(std::move(service.error()));
  auto& kept = contenders_[id];
  if (!service) return nullptr;
  auto membership = joining::membership(readings_, id, moment_);
  if (!membership) return fail(std::move(membership.error()));
  kept = Contender{.service = std::move(*service), .membership = std::move(*membership)};
  return &*kept;
}

Result<const std::vector<Lot>*> Eligibility::lots_of(const std::string& provider) {
  const auto found = lots_.find(provider);
  if (found != lots_.end()) return &found->second;
  auto lots = joining::lots_of_provider(readings_, provider, moment_);
  if (!lots) return fail(std::move(lots.error()));
  return &(lots_[provider] = std::move(*lots));
}

Result<const Lot*> Eligibility::discharge_lot(const std::string& provider) {
  const auto lots = lots_of(provider);
  if (!lots) return fail(lots.error());
  const Lot* const lot = joining::find_lot(**lots, requirement_.scheme, requirement_.area);
  return lot != nullptr && lot->discharge ? lot : nullptr;
}

/// AL-0: a lot in any area named so far where lots are asked, an enrolment for it where enrolments name areas.
Result<std::optional<std::vector<Sequence>>> Eligibility::lacks_area(const Contender& contender) {
  const auto& areas = requirement_.areas;
  if (areas.empty() || is_citywide()) return std::nullopt;
  const auto category = policies::category_named(requirement_.category);
  if (category && policy_.framework.closed.has(*category)) {
    const auto& provider = contender.service->details.provider;
    const auto counts = [&](const Lot& lot) { return lot.scheme == requirement_.scheme && is_among(areas, lot.area); };
    const auto lots = lots_of(provider);
    if (!lots) return fail(lots.error());
    if (std::any_of((*lots)->begin(), (*lots)->end(), counts)) return std::nullopt;
    const auto ended = joining::ended_lots_of_provider(readings_, provider, moment_);
    if (!ended) return fail(ended.error());
    std::vector<Sequence> because;
    for (const Lot& lot : *ended) {
      if (counts(lot)) because.insert(because.end(), lot.because.begin(), lot.because.end());
    }
    return because;
  }
  if (!policy_.framework.asks_area_of_enrolment) return std::nullopt;
  const auto* const enrolment = contender.membership.enrolled_in(requirement_.scheme);
  const bool holds = enrolment == nullptr || enrolment->areas.empty() ||
                     std::any_of(areas.begin(), areas.end(), [&](const auto& area) { return enrolment->names(area); });
  return holds ? std::nullopt : std::optional(enrolment->because);
}

/// AL-0: a provider that handed back a package of this citizen, unless it was forced to, or ended one itself.
Result<std::optional<Bar>> Eligibility::own_ending(const std::string& provider) {
  if (!policy_.allocation.barred_after_own_ending) return std::nullopt;
  if (!left_) {
    const auto packages = packages_of_citizen(readings_, requirement_.citizen, moment_);
    if (!packages) return fail(packages.error());
    left_.emplace();
    for (const auto& package : *packages) {
      if (!package.ending || package.provider.empty()) continue;
      const auto& ending = *package.ending;
      const bool left = ending.kind == Ending::Kind::handed_back ? !ending.forced : ending.by == "provider";
      if (left) (*left_)[package.provider] = ending.because;
    }
  }
  const auto found = left_->find(provider);
  if (found == left_->end()) return std::nullopt;
  return not_counting("the provider handed back or ended a package of this citizen", found->second);
}

Result<std::optional<Bar>> Eligibility::unsuited(const Contender& contender) {
  const auto& need = requirement_.need;
  if (need.empty() || contender.membership.approved_for(need)) return std::nullopt;
  if (is_citywide()) {
    return Bar{.rule = "AL-26",
               .detail = "the service is not approved for the need",
               .because = contender.membership.lost(need)};
  }
  const auto registration = joining::registration_of(readings_, contender.service->id, moment_.known_at);
  if (!registration) return fail(registration.error());
  if (*registration && (*registration)->declares(need)) return std::nullopt;
  // IN-1: who neither declares the need nor is approved for it is no answer to it.
  return Bar{.rule = "IN-1",
             .detail = "the service neither declares the need nor is approved for it",
             .because = *registration ? (*registration)->because : std::vector<Sequence>{}};
}

/// What AL-0 asks of the service when the ranking is made.
Result<std::optional<Bar>> Eligibility::bar_of_service(const Contender& contender) {
  const auto& [service, membership] = contender;
  if (service->details.category != requirement_.category) {
    return not_counting("the service is not of the requirement's category", {});
  }
  if (membership.closed) return not_counting("the service is closed", membership.closed->because);
  if (auto bar = dormancy(policy_, membership)) return bar;
  if (membership.enrolled_in(requirement_.scheme) == nullptr) {
    return not_counting("the service is not enrolled in the scheme", membership.left(requirement_.scheme));
  }
  auto lacked = lacks_area(contender);
  if (!lacked) return fail(std::move(lacked.error()));
  if (*lacked) return not_counting("the service does not hold the area", std::move(**lacked));
  auto ended = own_ending(service->details.provider);
  if (!ended || *ended) return ended;
  return unsuited(contender);
}

Result<std::optional<Bar>> Eligibility::bar_of(const Offer& offer) {
  // AL-0
  if (offer.id_is_anothers) return not_counting("its id is that of an offer made before it", offer.because);
  if (!offer.replaced_by.empty()) {
    return not_counting("a later offer of the service replaces it", offer.replaced_by);
  }
  if (offer.late) return not_counting("it was received after closing", offer.because);
  if (!offer.withdrawn_by.empty()) return not_counting("it is withdrawn", offer.withdrawn_by);
  if (!offer.can_meet) return not_counting("the service can't meet the need", offer.because);
  const auto found = contender(offer.service);
  if (!found) return fail(found.error());
  if (*found == nullptr) return not_counting("no event names the service", {});
  // Suspension is judged twice: when the offer was made, and when the ranking is.
  for (const Instant at : {offer.received, moment_.at}) {
    if (auto bar = suspension(*(*found)->service, at)) return bar;
  }
  return bar_of_service(**found);
}

// IN-1
Result<std::optional<Bar>> Eligibility::bar_to_invitation(const std::string& id) {
  const auto found = contender(id);
  if (!found) return fail(found.error());
  const auto not_asked = [](std::string detail, std::vector<Sequence> because) {
    return Bar{.rule = "IN-1", .detail = std::move(detail), .because = std::move(because)};
  };
  if (*found == nullptr) return not_asked("no event names the service", {});
  const auto& [service, membership] = **found;
  if (auto bar = suspension(*service, moment_.at)) return bar;
  if (const auto bar = dormancy(policy_, membership)) return not_asked(bar->detail, bar->because);
  if (membership.enrolled_in(requirement_.scheme) == nullptr) {
    return not_asked("the service is not enrolled in the scheme",
                     membership.closed ? membership.closed->because : membership.left(requirement_.scheme));
  }
  auto lacked = lacks_area(**found);
  if (!lacked) return fail(std::move(lacked.error()));
  if (*lacked) return not_asked("the service does not hold the area", std::move(**lacked));
  const auto& need = requirement_.need;
  if (need.empty()) return std::nullopt;
  if (requirement_.specialist) {
    if (membership.approved_for(need)) return std::nullopt;
    return not_asked("the service is not approved for the need", membership.lost(need));
  }
  const auto registration = joining::registration_of(readings_, id, moment_.known_at);
  if (!registration) return fail(registration.error());
  if (*registration && (*registration)->declares(need)) return std::nullopt;
  return not_asked("the service does not declare the need",
                   *registration ? (*registration)->because : std::vector<Sequence>{});
}

}  // namespace careledger::projections::allocations
