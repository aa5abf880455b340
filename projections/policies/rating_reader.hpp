#pragma once

#include "projections/policies/broken_invariant.hpp"
#include "projections/policies/parameters.hpp"
#include "projections/policies/policy.hpp"

#include <optional>

namespace careledger::projections::policies {

/// Reads the part `rating`. What is malformed goes into the errors of `rating`; the first invariant broken is answered.
[[nodiscard]] std::optional<BrokenInvariant> read_rating(Parameters rating, RatingPolicy& policy);

}  // namespace careledger::projections::policies
