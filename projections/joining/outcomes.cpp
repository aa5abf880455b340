#include "projections/joining/outcomes.hpp"

#include "projections/ratings/fold.hpp"
#include "projections/ratings/inspections.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

namespace careledger::projections::joining {
namespace {

using ratings::Fact;
using ratings::FactKind;
using ratings::Inspector;

bool is_rated(const Fact& fact) {
  return fact.kind == FactKind::inspection && fact.outcome != ratings::Outcome::not_rated;
}

/// What the service showed when that fact of it came: the fold of all that came before.
ratings::Band shown_before(const services::Service& service, const Fact& fact) {
  ratings::Knowledge known = service.knowledge();
  known.facts = known.facts.earlier_than(fact);
  known.shared = known.shared.earlier_than(fact);
  std::vector<policies::PolicyInForce> policies;
  std::copy_if(known.policies.begin(), known.policies.end(), std::back_inserter(policies), [&fact](const auto& policy) {
    return std::tie(policy.start, policy.sequence) < std::tie(fact.time, fact.sequence);
  });
  known.policies = policies;
  known.horizon = fact.time;
  return ratings::fold(known).at(fact.time).band;
}

bool counts(const services::Service& service, const Fact& fact) {
  if (fact.inspector != Inspector::iqa) return true;
  const ratings::Knowledge known = service.knowledge();
  const auto* const policy =
      known.profile.category ? policies::governing(known.policies, *known.profile.category, fact.time) : nullptr;
  const bool cqc_has_rated = std::ranges::any_of(known.facts.earlier_than(fact), [](const Fact& each) {
    return is_rated(each) && each.inspector == Inspector::cqc && each.inspection == ratings::InspectionKind::full;
  });
  return ratings::counts(fact, shown_before(service, fact), known.profile.out_of_city, cqc_has_rated,
                         policy ? policy->policy->rating : policies::RatingPolicy{});
}

}  // namespace

const Fact* latest_outcome(const services::Service& service, core::time::Instant at, policies::MostRecentBy by,
                           std::optional<Inspector> inspector) {
  const Fact* latest = nullptr;
  for (const Fact& fact : service.facts()) {
    if (fact.time > at) break;
    if (!is_rated(fact) || (inspector && fact.inspector != *inspector)) continue;
    if (latest && !ratings::more_recent(fact, *latest, by)) continue;
    if (counts(service, fact)) latest = &fact;
  }
  return latest;
}

}  // namespace careledger::projections::joining
