#pragma once

#include "core/time/instant.hpp"
#include "projections/policies/rule_id.hpp"

#include <string>
#include <vector>

namespace careledger::projections::ratings {

/// A rule that was weighed at an instant, whether it held, and why, in plain English.
struct Considered {
  policies::RuleId rule;
  bool held = false;
  std::string detail;
};

/// Records what is weighed at one instant of a fold.
struct Trace {
  core::time::Instant at;
  std::vector<Considered> considered;
};

}  // namespace careledger::projections::ratings
