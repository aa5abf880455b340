#include "projections/admission/joining.hpp"

#include "projections/allocations/eligibility.hpp"
#include "projections/joining/entry_criteria.hpp"
#include "projections/joining/lot_limits.hpp"
#include "projections/joining/membership.hpp"
#include "projections/joining/provider.hpp"

namespace careledger::projections::admission {
namespace {

Result<void> admitted_unless(Result<std::optional<policies::Bar>> bar) {
  if (!bar) return core::fail(std::move(bar.error()));
  if (!*bar) return {};
  return refuse(std::move(**bar));
}

std::vector<std::string> areas_of(core::json::Value data) {
  std::vector<std::string> areas;
  if (const auto list = data.find("areas")) {
    for (const auto area : list->elements()) areas.emplace_back(area.string());
  }
  return areas;
}

}  // namespace

Result<void> admit_enrolment(const Candidate& candidate) {
  const auto& data = candidate.event.data;
  const std::string id(data.text("service"));
  const std::string scheme(data.text("scheme"));
  const Moment moment{.at = candidate.event.time, .known_at = candidate.known_at()};

  auto service = candidate.before.service(id, moment.known_at);
  if (!service && service.error().fault != core::Fault::not_found) return core::fail(std::move(service.error()));
  const auto category = service ? policies::category_named((*service)->details.category) : std::nullopt;
  if (!category) return invalid(candidate, "/data/service", "no event registers the service " + id);
  const auto membership = joining::membership(candidate.before, id, moment);
  if (!membership) return core::fail(membership.error());
  const auto& policies = (*service)->policies->in_force;
  const std::string named(text(*category));
  if (!policies::has_governed(policies, scheme, *category, moment.at)) {
    return invalid(candidate, "/data/scheme", "scheme " + scheme + " has governed " + named + " at no time by then");
  }
  const auto* const policy = policies::latest_of_scheme(policies, scheme, *category, moment.at);
  CARELEDGER_ASSERT(policy != nullptr);
  auto entered = admitted_unless(joining::barred_from_entry(
      candidate.before, {.service = **service, .areas = areas_of(data)}, *policy->policy, moment));
  if (!entered) return entered;
  if (auto bar = allocations::Eligibility::dormancy(*policy->policy, *membership)) return refuse(std::move(*bar));
  return {};
}

Result<void> admit_lot(const Candidate& candidate) {
  const auto& data = candidate.event.data;
  const joining::Lot wanted{.scheme = std::string(data.text("scheme")),
                            .provider = std::string(data.text("provider")),
                            .area = std::string(data.text("area")),
                            .since = candidate.event.time,
                            .because = {}};
  const auto registered = joining::is_registered(candidate.before, wanted.provider, candidate.known_at());
  if (!registered) return core::fail(registered.error());
  if (!*registered) {
    return invalid(candidate, "/data/provider", "no event registers the provider " + wanted.provider);
  }
  const auto policies = candidate.before.policies(candidate.known_at());
  if (!policies) return core::fail(policies.error());
  const auto* const lots = joining::lots_of((*policies)->in_force, wanted.scheme, wanted.since);
  if (lots == nullptr) return invalid(candidate, "/data/scheme", "scheme " + wanted.scheme + " has no lots");
  if (lots->find(wanted.area) == nullptr) {
    return invalid(candidate, "/data/area", "scheme " + wanted.scheme + " has no area " + wanted.area);
  }
  return admitted_unless(joining::barred_from_lot(candidate.before, wanted, *lots, candidate.known_at()));
}

}  // namespace careledger::projections::admission
