#pragma once

#include "projections/admission/candidate.hpp"

namespace careledger::projections::admission {

/// Judges the event by the rules of its type. Faults: refused by a rule, or invalid_event.
[[nodiscard]] Result<void> admit(const Candidate& candidate);

}  // namespace careledger::projections::admission
