#pragma once

#include "projections/ratings/standing.hpp"

namespace careledger::projections::ratings {

void apply_plan(Standing& standing, const Fact& fact);

/// IP-1: the first plan whose due day is over by now lapses.
void lapse_next_plan(Standing& standing);

}  // namespace careledger::projections::ratings
