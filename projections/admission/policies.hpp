#pragma once

#include "projections/admission/candidate.hpp"

namespace careledger::projections::admission {

/// A policy that breaks an invariant of its rules is refused by that rule.
[[nodiscard]] Result<void> admit_policy(const Candidate& candidate);

}  // namespace careledger::projections::admission
