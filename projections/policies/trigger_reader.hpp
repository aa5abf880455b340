#pragma once

#include "projections/policies/parameters.hpp"
#include "projections/policies/policy.hpp"

namespace careledger::projections::policies {

/// Reads the part `rating/triggers` (FI-1). What is malformed goes into its errors.
void read_triggers(Parameters triggers, TriggerPolicy& policy);

}  // namespace careledger::projections::policies
