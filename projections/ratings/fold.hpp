#pragma once

#include "projections/ratings/history.hpp"
#include "projections/ratings/knowledge.hpp"
#include "projections/ratings/trace.hpp"

namespace careledger::projections::ratings {

/// The history of one service: total, pure and deterministic. Deadlines are inputs that fire between the events: before
/// any event of their own instant, and at one instant in the order month, statement, plan. Scheduled changes up to the
/// horizon are part of it. A trace, where one is given, records what was weighed at its instant.
[[nodiscard]] History fold(const Knowledge& known, Trace* trace = nullptr);

/// As much of it as tells the segment at that instant, and the one after.
[[nodiscard]] History fold_around(const Knowledge& known, Instant at);

}  // namespace careledger::projections::ratings
