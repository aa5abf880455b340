#include "projections/fees/controls.hpp"

#include "projections/allocations/packages.hpp"
#include "projections/policies/in_force.hpp"

#include <algorithm>

namespace careledger::projections::fees {

std::vector<HotelDifference> hotel_differences(const Schedules& schedules,
                                               std::span<const policies::PolicyInForce> policies, Instant at) {
  std::vector<HotelDifference> found;
  const Key* first = nullptr;
  for (const auto& [key, unused] : schedules.steps) {
    const auto* const policy = policies::latest_of_scheme(policies, key.scheme, key.category, at);
    const Step* const step = schedules.at(key, at);
    if (!policy || !policy->policy->pricing.one_hotel_cost.has(key.category) || step == nullptr) continue;
    if (first == nullptr || first->scheme != key.scheme) {
      first = &key;
      continue;
    }
    // FE-1: the hotel cost is one across the bed-based categories.
    const Step* const other = schedules.at(*first, at);
    if (other->unit == step->unit && other->hotel_pence == step->hotel_pence) continue;
    found.push_back({.first = *first,
                     .second = key,
                     .first_pence = other->hotel_pence,
                     .second_pence = step->hotel_pence,
                     .because = other->because});
    auto& because = found.back().because;
    because.insert(because.end(), step->because.begin(), step->because.end());
    std::sort(because.begin(), because.end());
    because.erase(std::unique(because.begin(), because.end()), because.end());
  }
  return found;
}

Result<std::vector<AdjustmentDrift>> adjustment_drifts(Readings& readings, const Moment& moment) {
  std::vector<AdjustmentDrift> found;
  const auto packages = allocations::all_packages(readings, moment);
  if (!packages) return core::fail(packages.error());
  for (const auto& package : *packages) {
    auto drift = adjustment_drift(readings, package, moment.known_at);
    if (!drift) return core::fail(std::move(drift.error()));
    if (*drift) found.push_back(std::move(**drift));
  }
  return found;
}

}  // namespace careledger::projections::fees
