#include "projections/policies/in_force.hpp"

#include <algorithm>
#include <tuple>

namespace careledger::projections::policies {

const PolicyInForce* governing(std::span<const PolicyInForce> policies, Category category, core::time::Instant at) {
  const PolicyInForce* latest = nullptr;
  for (const PolicyInForce& each : policies) {
    if (each.start > at || !each.policy->categories.has(category)) continue;
    if (!latest || std::tie(latest->start, latest->sequence) < std::tie(each.start, each.sequence)) latest = &each;
  }
  return latest;
}

bool has_governed(std::span<const PolicyInForce> policies, std::string_view scheme, Category category,
                  core::time::Instant until) {
  // Every policy governs from its own start, but for one adopted later that starts at the same instant.
  return std::any_of(policies.begin(), policies.end(), [&](const PolicyInForce& each) {
    return each.start <= until && each.policy->scheme == scheme && governing(policies, category, each.start) == &each;
  });
}

}  // namespace careledger::projections::policies
