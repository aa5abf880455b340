#include "projections/policies/in_force.hpp"

#include <algorithm>
#include <tuple>

namespace careledger::projections::policies {

namespace {

/// Of those that have started and are wanted, the latest by start and sequence.
template <class Wanted>
const PolicyInForce* latest_started(std::span<const PolicyInForce> policies, core::time::Instant at, Wanted wanted) {
  const PolicyInForce* latest = nullptr;
  for (const PolicyInForce& each : policies) {
    if (each.start > at || !wanted(*each.policy)) continue;
    if (!latest || std::tie(latest->start, latest->sequence) < std::tie(each.start, each.sequence)) latest = &each;
  }
  return latest;
}

}  // namespace

const PolicyInForce* governing(std::span<const PolicyInForce> policies, Category category, core::time::Instant at) {
  return latest_started(policies, at, [category](const Policy& policy) { return policy.categories.has(category); });
}

const PolicyInForce* latest_of_scheme(std::span<const PolicyInForce> policies, std::string_view scheme,
                                      Category category, core::time::Instant at) {
  return latest_started(
      policies, at, [&](const Policy& policy) { return policy.scheme == scheme && policy.categories.has(category); });
}

std::vector<const PolicyInForce*> all_of_scheme(std::span<const PolicyInForce> policies, std::string_view scheme,
                                                Category category) {
  std::vector<const PolicyInForce*> found;
  for (const PolicyInForce& each : policies) {
    // Of two that start at one instant the later adopted one is in force.
    if (latest_of_scheme(policies, scheme, category, each.start) == &each) found.push_back(&each);
  }
  std::sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->start < b->start; });
  return found;
}

bool has_governed(std::span<const PolicyInForce> policies, std::string_view scheme, Category category,
                  core::time::Instant until) {
  // Every policy governs from its own start, but for one adopted later that starts at the same instant.
  return std::any_of(policies.begin(), policies.end(), [&](const PolicyInForce& each) {
    return each.start <= until && each.policy->scheme == scheme && governing(policies, category, each.start) == &each;
  });
}

}  // namespace careledger::projections::policies
