#pragma once

#include "core/event/vocabulary.hpp"
#include "projections/policies/rule_id.hpp"

#include <string>
#include <vector>

namespace careledger::projections::policies {

/// Why something may not be: the first rule against it, in words, and the events that it rests on.
struct Bar {
  RuleId rule;
  std::string detail;
  std::vector<core::event::Sequence> because;
};

}  // namespace careledger::projections::policies
