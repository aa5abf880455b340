#pragma once

#include "projections/ratings/standing.hpp"

namespace careledger::projections::ratings {

/// What an enrolment starts and ends: the statements that its scheme asks for (AS-1), the yearly inspection (AN-1).
void apply_enrolment(Standing& standing, const Fact& fact);
void apply_enrolment_end(Standing& standing, const Fact& fact);
/// Closing a service ends its enrolments.
void apply_closing(Standing& standing);

/// AN-1: what is owed now; without a day where nothing is.
[[nodiscard]] InspectionDay inspection_owed(const Standing& standing);

}  // namespace careledger::projections::ratings
