#pragma once

#include "projections/fees/package_fee.hpp"

#include <vector>

namespace careledger::projections::fees {

/// FE-1: two categories that should have one hotel cost, and have not, by the week.
struct HotelDifference {
  Key first;
  Key second;
  Pence first_pence = 0;
  Pence second_pence = 0;
  std::vector<Sequence> because;
};

/// The control finding of FE-1 at an instant: of each scheme, the first category and tier against each that differs.
[[nodiscard]] std::vector<HotelDifference> hotel_differences(const Schedules& schedules,
                                                             std::span<const policies::PolicyInForce> policies,
                                                             Instant at);

/// What the audit reports of the packages bought by the moment, as known by it.
[[nodiscard]] Result<std::vector<AdjustmentDrift>> adjustment_drifts(Readings& readings, const Moment& moment);

}  // namespace careledger::projections::fees
