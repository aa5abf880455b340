#pragma once

#include "projections/policies/rule_id.hpp"

#include <string>

namespace careledger::projections::policies {

/// An invariant of a rule that a policy breaks: it is refused by that rule.
struct BrokenInvariant {
  RuleId rule;
  std::string detail;
};

}  // namespace careledger::projections::policies
