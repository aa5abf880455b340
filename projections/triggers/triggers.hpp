#pragma once

#include "projections/services/service.hpp"

#include <optional>
#include <vector>

namespace careledger::projections::triggers {

using core::event::Sequence;

/// FI-1: a ground on which a focussed inspection may be ordered.
struct Trigger {
  char letter = 'a';                // a to i
  std::vector<Sequence> because;    // all that was counted
  std::optional<Sequence> decided;  // the latest decision that names it, after the first event counted
};

/// FI-1: the triggers that hold then, by letter. Windows run by London clock time, open at their beginning and closed
/// at `at`. The governing policy's counts apply, and the bundled ones where none governs. Both as known by the same
/// sequence.
[[nodiscard]] std::vector<Trigger> holding(const services::Service& service, const feedback::Market& market,
                                           core::time::Instant at);

}  // namespace careledger::projections::triggers
