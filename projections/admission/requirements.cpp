#include "projections/admission/commissioning.hpp"
#include "projections/admission/references.hpp"
#include "projections/allocations/eligibility.hpp"
#include "projections/allocations/evaluation.hpp"
#include "projections/allocations/rules_of.hpp"
#include "projections/policies/in_force.hpp"
#include "projections/record/fields.hpp"

#include <algorithm>
#include <tuple>

namespace careledger::projections::admission {
namespace {

using allocations::Ending;
using core::fail;

Moment moment_of(const Candidate& candidate) {
  return {.at = candidate.event.time, .known_at = candidate.known_at()};
}

/// AL-32: what was handed back is offered again in the same area. What was placed outside a tender names none.
Result<void> replaces_in_its_area(const Candidate& candidate) {
  const auto& data = candidate.event.data;
  const std::string replaced(data.text("replaces"));
  if (replaced.empty()) return {};
  if (auto there = refers_to_package(candidate, "replaces"); !there) return there;
  const auto package = allocations::package_of(candidate.before, replaced, moment_of(candidate));
  if (!package) return fail(package.error());
  const auto& ending = (*package)->ending;
  const bool handed_back = ending && ending->kind == Ending::Kind::handed_back;
  if (!handed_back || (*package)->placed || (*package)->area == data.text("area")) return {};
  return refuse("AL-32", "a package handed back is offered again in its own area first", ending->because);
}

/// The areas that a widening names and that do not lie next to those named so far.
std::vector<std::string> beyond_the_ring(core::json::Value data, const policies::AllocationPolicy& policy,
                                         const std::vector<std::string>& areas) {
  const auto ring = policy.next_to(areas);
  std::vector<std::string> beyond;
  for (const auto area : data.find("areas")->elements()) {
    const bool named = std::find(areas.begin(), areas.end(), area.string()) != areas.end();
    const bool next = std::find(ring.begin(), ring.end(), area.string()) != ring.end();
    if (!named && !next) beyond.emplace_back(area.string());
  }
  return beyond;
}

/// An id that another sender has given to another offer, or that an award names, is not free. An offer that is sealed
/// for the sender is not told of: then the new one is taken in, and does not count (AL-0).
Result<void> has_an_id_of_its_own(const Candidate& candidate) {
  const auto& data = candidate.event.data;
  const auto& view = candidate.before.view();
  const std::string id(data.text("offer"));
  const auto offers = allocations::offers_under(view, id, candidate.known_at());
  if (!offers) return fail(offers.error());
  for (const auto& offer : *offers) {
    if (offer.service == data.text("service") && offer.requirement == data.text("requirement")) continue;
    const auto told = candidate.may_tell_of(offer.sequence);
    if (!told) return fail(told.error());
    if (!*told) continue;
    const auto leaf = view.leaf(offer.sequence);
    if (!leaf) return fail(leaf.error());
    if (core::event::authid_of(*leaf) != candidate.event.authid) {
      return invalid(candidate, "/data/offer", "is the id of an offer that another sender made");
    }
    const auto requirement = allocations::requirement_of(view, offer.requirement,
                                                         {.at = core::time::latest, .known_at = candidate.known_at()});
    if (!requirement) return fail(requirement.error());
    if (*requirement && (*requirement)->award && (*requirement)->award->offer == id) {
      return invalid(candidate, "/data/offer", "is the id of an offer that won an award");
    }
  }
  return {};
}

}  // namespace

Result<void> admit_requirement(const Candidate& candidate) {
  const auto& data = candidate.event.data;
  const auto policies = candidate.before.policies(candidate.known_at());
  if (!policies) return fail(policies.error());
  const auto category = policies::category_named(data.text("category"));
  const auto scheme = data.text("scheme");
  if (!category || !policies::has_governed((*policies)->in_force, scheme, *category, candidate.event.time)) {
    return invalid(candidate, "/data/scheme",
                   "scheme " + std::string(scheme) + " has governed " + std::string(data.text("category")) +
                       " at no time by then");
  }
  return replaces_in_its_area(candidate);
}

Result<void> admit_widening(const Candidate& candidate) {
  if (auto there = refers_to_requirement(candidate); !there) return there;
  const auto& data = candidate.event.data;
  const auto evaluation =
      allocations::evaluate(candidate.before, std::string(data.text("requirement")), moment_of(candidate));
  if (!evaluation) return fail(evaluation.error());
  const auto& [requirement, policy] = std::tie((*evaluation)->requirement, (*evaluation)->policy);
  // AL-32 speaks of packages handed back, in a city whose areas are known.
  if (requirement.replaces.empty() || policy->allocation.adjacent_areas.empty()) return {};
  if (requirement.award) {
    return refuse("AL-32", "the requirement is placed", requirement.award->because);
  }
  // By the clock too: whether an offer counts is sealed until then.
  if (candidate.is_by(requirement.closes)) {
    return refuse("AL-32", "a requirement is widened once it has closed", requirement.because);
  }
  if (!(*evaluation)->ranking.empty()) {
    return refuse("AL-32", "an offer counts already", (*evaluation)->ranking.front().offer.because);
  }
  const auto closes = record::instant(data, "closes");
  if (!closes || *closes <= candidate.event.time) {
    return refuse("AL-32", "a requirement that is widened closes anew, later", requirement.because);
  }
  const auto beyond = beyond_the_ring(data, policy->allocation, requirement.areas);
  if (!requirement.area.empty() && !beyond.empty()) {
    return refuse("AL-32", "area " + beyond.front() + " does not lie next to those named so far", requirement.because);
  }
  return {};
}

Result<void> admit_offer(const Candidate& candidate) {
  if (auto there = refers_to_requirement(candidate); !there) return there;
  if (auto there = refers_to_service(candidate); !there) return there;
  if (auto unique = has_an_id_of_its_own(candidate); !unique) return unique;
  const auto& data = candidate.event.data;
  const auto moment = moment_of(candidate);
  const auto requirement =
      allocations::published_requirement(candidate.before.view(), std::string(data.text("requirement")), moment);
  if (!requirement) return fail(requirement.error());
  const auto policy = allocations::rules_of(candidate.before, **requirement, moment.known_at);
  if (!policy) return fail(policy.error());
  allocations::Eligibility eligibility(candidate.before, **requirement, **policy, moment);
  const auto contender = eligibility.contender(std::string(data.text("service")));
  if (!contender) return fail(contender.error());
  CARELEDGER_ASSERT(*contender != nullptr);  // the service is there
  auto bar = allocations::Eligibility::suspension(*(*contender)->service, moment.at);
  if (!bar) bar = allocations::Eligibility::dormancy(**policy, (*contender)->membership);
  if (bar) return refuse(std::move(*bar));
  return {};
}

Result<void> admit_choice(const Candidate& candidate) {
  if (auto there = refers_to_requirement(candidate); !there) return there;
  if (auto there = refers_to_offer(candidate); !there) return there;
  return is_offer_for(candidate, std::string(candidate.event.data.text("requirement")));
}

}  // namespace careledger::projections::admission
