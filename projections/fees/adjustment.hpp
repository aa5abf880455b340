#pragma once

#include "core/event/vocabulary.hpp"
#include "projections/policies/pricing.hpp"
#include "projections/ratings/history.hpp"

#include <vector>

namespace careledger::projections::fees {

using core::event::Sequence;
using core::time::Instant;
using policies::RuleId;

/// By how much a fee differs from the standard one, and why.
struct Adjustment {
  int basis_points = 0;
  RuleId rule = "FE-1";
  std::vector<Sequence> because;  // ascending, each once
};

/// FE-2, FE-3, FE-4: what a service's quality does to the fee of a package awarded at that instant.
[[nodiscard]] Adjustment adjustment(const policies::PricingPolicy& policy, const ratings::History& history, Instant at);

}  // namespace careledger::projections::fees
