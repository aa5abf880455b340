#pragma once

#include "projections/due/item.hpp"
#include "projections/ratings/fact.hpp"
#include "projections/ratings/sequences.hpp"

#include <functional>
#include <span>
#include <vector>

namespace careledger::projections::due {

/// Whether asking for the visit then stops a plan's clock, by the policy in force.
using RequestStops = std::function<bool(core::time::Instant asked)>;

/// IP-1, DU-1: the improvement plans owed then, those that wait for the council's decision, and the visits asked for on
/// them. `facts` in their order, those of plans by then; others are passed over.
[[nodiscard]] std::vector<Item> plan_items(std::span<const ratings::Fact* const> facts,
                                           const ratings::Amendments& amendments, core::time::Instant at,
                                           const RequestStops& request_stops);

}  // namespace careledger::projections::due
