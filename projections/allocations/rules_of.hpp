#pragma once

#include "projections/allocations/requirement.hpp"
#include "projections/policies/policy.hpp"

#include <memory>

namespace careledger::projections::allocations {

/// The policy by which a requirement is evaluated: its own scheme's for its category, as in force when it was
/// published. Where that was retracted since, one without rules of its own: the earliest offer is taken.
[[nodiscard]] Result<std::shared_ptr<const policies::Policy>> rules_of(Readings& readings,
                                                                       const Requirement& requirement,
                                                                       Sequence known_at);

}  // namespace careledger::projections::allocations
