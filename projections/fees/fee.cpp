#include "projections/fees/fee.hpp"

#include "projections/policies/in_force.hpp"

#include <algorithm>

namespace careledger::projections::fees {

using core::fail;
using core::Fault;

Fee fee_of(const Step& step, const Adjustment& adjustment) {
  Fee fee{.unit = step.unit,
          .hotel_pence = step.hotel_pence,
          .care_pence = step.care_pence,
          .standard_pence = step.standard_pence(),
          .adjustment_bp = adjustment.basis_points,
          .fee_pence = core::money::adjusted(step.standard_pence(), adjustment.basis_points),
          .rule = adjustment.rule,
          .because = step.because};
  fee.because.insert(fee.because.end(), adjustment.because.begin(), adjustment.because.end());
  std::sort(fee.because.begin(), fee.because.end());
  fee.because.erase(std::unique(fee.because.begin(), fee.because.end()), fee.because.end());
  return fee;
}

Result<Fee> fee_at(Readings& readings, const Key& key, const std::optional<std::string>& service, Instant at,
                   Sequence known_at) {
  const auto schedules = read_schedules(readings, known_at);
  if (!schedules) return fail(schedules.error());
  const Step* const step = schedules->at(key, at);
  if (step == nullptr) {
    return fail(Fault::not_found, "no fee schedule of scheme " + key.scheme + " is in force for " +
                                      std::string(policies::text(key.category)) + ", tier " + key.tier);
  }
  if (!service) return fee_of(*step, {});
  const auto policies = readings.policies(known_at);
  if (!policies) return fail(policies.error());
  const auto known = readings.service(*service, known_at);
  if (!known) return fail(known.error());
  const auto* const policy = policies::latest_of_scheme((*policies)->in_force, key.scheme, key.category, at);
  return fee_of(*step, policy ? adjustment(policy->policy->pricing, (*known)->history, at) : Adjustment{});
}

}  // namespace careledger::projections::fees
