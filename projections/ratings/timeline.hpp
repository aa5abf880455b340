#pragma once

#include "projections/ratings/standing.hpp"

namespace careledger::projections::ratings {

/// SU-3: a person suspends the service, or lifts that.
void apply_suspension(Standing& standing, const Fact& fact);

/// At the end of an instant at which something changed: writes into the history what is now different, so that all that
/// happened at one instant is one change.
void settle(Standing& standing);
/// The same for the rating alone: the segment that begins.
void settle_rating(Standing& standing);

}  // namespace careledger::projections::ratings
