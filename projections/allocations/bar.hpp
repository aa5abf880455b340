#pragma once

#include "core/event/vocabulary.hpp"
#include "projections/policies/rule_id.hpp"

#include <string>
#include <vector>

namespace careledger::projections::allocations {

/// Why something may not be, by which rule, and the events that it rests on.
struct Bar {
  policies::RuleId rule;
  std::string detail;
  std::vector<core::event::Sequence> because;
};

}  // namespace careledger::projections::allocations
