#pragma once

#include "projections/fees/schedules.hpp"

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

}  // namespace careledger::projections::fees
