#pragma once

#include "projections/policies/rule_id.hpp"
#include "projections/ratings/history.hpp"

#include <vector>

namespace careledger::projections::suspensions {

/// One cause that keeps a service from offering: its own rule as it was when it began to suspend, and since when.
struct Reason {
  policies::RuleId rule;
  core::time::Instant since;
  ratings::Sequences because;
  bool derived = true;  // from the rating; otherwise a person suspended it
};

/// SU-1, SU-2, SU-3: all causes that suspend then, oldest first (tie: cqc, missing, falsified, band, person). A service
/// is free where there is none.
[[nodiscard]] std::vector<Reason> reasons(const ratings::History& history, core::time::Instant at);

[[nodiscard]] bool is_suspended(const ratings::History& history, core::time::Instant at);

/// The rule by which a suspended service's offer is refused: SU-1 where any derived cause holds, else SU-3. Empty where
/// there is no reason.
[[nodiscard]] policies::RuleId refusing_rule(const std::vector<Reason>& reasons);

}  // namespace careledger::projections::suspensions
