#pragma once

#include "projections/policies/broken_invariant.hpp"
#include "projections/policies/parameters.hpp"
#include "projections/policies/pricing.hpp"

#include <optional>

namespace careledger::projections::policies {

/// Reads the part `pricing`. What is malformed goes into the errors of `pricing`; the first invariant broken is
/// answered.
[[nodiscard]] std::optional<BrokenInvariant> read_pricing(Parameters pricing, PricingPolicy& policy);

}  // namespace careledger::projections::policies
