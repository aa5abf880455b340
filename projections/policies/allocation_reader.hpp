#pragma once

#include "projections/policies/allocation.hpp"
#include "projections/policies/broken_invariant.hpp"
#include "projections/policies/parameters.hpp"

#include <optional>

namespace careledger::projections::policies {

/// Reads the part `allocation`. What is malformed goes into the errors of `allocation`; the first invariant broken is
/// answered.
[[nodiscard]] std::optional<BrokenInvariant> read_allocation(Parameters allocation, AllocationPolicy& policy);

}  // namespace careledger::projections::policies
