#pragma once

#include "projections/policies/broken_invariant.hpp"
#include "projections/policies/framework.hpp"
#include "projections/policies/parameters.hpp"

#include <optional>

namespace careledger::projections::policies {

/// Reads the part `framework`. What is malformed goes into the errors of `framework`; the first invariant broken is
/// answered.
[[nodiscard]] std::optional<BrokenInvariant> read_framework(Parameters framework, FrameworkPolicy& policy);

}  // namespace careledger::projections::policies
