#pragma once

#include "projections/policies/parameters.hpp"
#include "projections/policies/policy.hpp"
#include "projections/policies/rule_id.hpp"

#include <optional>
#include <string>

namespace careledger::projections::policies {

/// An invariant of a rule that a policy breaks: it is refused by that rule.
struct BrokenInvariant {
  RuleId rule;
  std::string detail;
};

/// Reads the part `rating`. What is malformed goes into the errors of `rating`; the first invariant broken is answered.
[[nodiscard]] std::optional<BrokenInvariant> read_rating(Parameters rating, RatingPolicy& policy);

}  // namespace careledger::projections::policies
