#include "projections/admission/references.hpp"

#include "projections/allocations/purchase.hpp"

namespace careledger::projections::admission {
namespace {

Moment whenever(const Candidate& candidate) {
  return {.at = core::time::latest, .known_at = candidate.known_at()};
}

/// `found`: whether it is there, or an error.
Result<void> must_be_there(const Candidate& candidate, std::string_view member, const Result<bool>& found) {
  if (!found) return core::fail(found.error());
  if (*found) return {};
  return invalid(candidate, "/data/" + std::string(member), "names what no event before it makes");
}

/// Those made under the id that the sender may be told of.
Result<std::vector<allocations::Offer>> known_offers(const Candidate& candidate, const std::string& id) {
  auto offers = allocations::offers_under(candidate.before.view(), id, candidate.known_at());
  if (!offers) return offers;
  std::vector<allocations::Offer> known;
  for (auto& offer : *offers) {
    const auto told = candidate.may_tell_of(offer.sequence);
    if (!told) return core::fail(told.error());
    if (*told) known.push_back(std::move(offer));
  }
  return known;
}

}  // namespace

Result<void> refers_to_requirement(const Candidate& candidate, std::string_view member) {
  const std::string id(candidate.event.data.text(member));
  if (id.empty()) return {};
  const auto found = allocations::published_requirement(candidate.before.view(), id, whenever(candidate));
  return must_be_there(candidate, member, found.map([](const auto& each) { return each.has_value(); }));
}

Result<void> refers_to_offer(const Candidate& candidate) {
  const std::string id(candidate.event.data.text("offer"));
  if (id.empty()) return {};
  const auto offers = known_offers(candidate, id);
  return must_be_there(candidate, "offer", offers.map([](const auto& each) { return !each.empty(); }));
}

Result<void> is_offer_for(const Candidate& candidate, const std::string& requirement) {
  const std::string id(candidate.event.data.text("offer"));
  if (id.empty()) return {};
  const auto offers = known_offers(candidate, id);
  if (!offers) return core::fail(offers.error());
  for (const auto& offer : *offers) {
    if (offer.requirement == requirement) return {};
  }
  return invalid(candidate, "/data/offer", "is no offer for this requirement");
}

Result<void> refers_to_package(const Candidate& candidate, std::string_view member) {
  const std::string id(candidate.event.data.text(member));
  if (id.empty()) return {};
  return must_be_there(candidate, member, allocations::is_package(candidate.before.view(), id, candidate.known_at()));
}

Result<void> refers_to_service(const Candidate& candidate) {
  const std::string id(candidate.event.data.text("service"));
  if (id.empty()) return {};
  const auto service = candidate.before.service(id, candidate.known_at());
  if (!service && service.error().fault != core::Fault::not_found) return core::fail(service.error());
  return must_be_there(candidate, "service", service.has_value());
}

Result<void> refers_to_what_is_there(const Candidate& candidate) {
  if (auto there = refers_to_requirement(candidate); !there) return there;
  if (auto there = refers_to_offer(candidate); !there) return there;
  if (auto there = refers_to_package(candidate); !there) return there;
  return refers_to_service(candidate);
}

}  // namespace careledger::projections::admission
