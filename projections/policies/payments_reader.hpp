#pragma once

#include "projections/policies/broken_invariant.hpp"
#include "projections/policies/parameters.hpp"
#include "projections/policies/payments.hpp"

#include <optional>

namespace careledger::projections::policies {

/// Reads the part `payments`. What is malformed goes into the errors of `payments`; the first invariant broken is
/// answered.
[[nodiscard]] std::optional<BrokenInvariant> read_payments(Parameters payments, PaymentsPolicy& policy);

}  // namespace careledger::projections::policies
