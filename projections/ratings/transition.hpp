#pragma once

#include "projections/ratings/standing.hpp"

namespace careledger::projections::ratings {

/// QR-12: the band under a new table, with the year's adjustment carried over: one that lowered still lowers, one that
/// raised still raises.
[[nodiscard]] Band carried_over(Band mapped, Band old_mapped, Band adjusted);

/// QR-12: a policy of the service's category starts.
void start_policy(Standing& standing, const policies::PolicyInForce& policy);

}  // namespace careledger::projections::ratings
