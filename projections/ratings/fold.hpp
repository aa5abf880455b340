#pragma once

#include "projections/ratings/bookmark.hpp"
#include "projections/ratings/history.hpp"
#include "projections/ratings/knowledge.hpp"
#include "projections/ratings/trace.hpp"

namespace careledger::projections::ratings {

/// The history of one service: total, pure and deterministic. Deadlines are inputs that fire between the events: before
/// any event of their own instant, and at one instant in the order month, statement, plan. Scheduled changes up to the
/// horizon are part of it. A trace, where one is given, records what was weighed at its instant.
[[nodiscard]] History fold(const Knowledge& known, Trace* trace = nullptr);
/// The same, with bookmarks at some places.
[[nodiscard]] History fold(const Knowledge& known, Bookmarks& bookmarks);

/// Where a fold with other knowledge may begin: up to there it would come out the same.
struct Beginning {
  const Bookmark& bookmark;
  const Segment& segment;  // in force then
};

/// As much of the history as tells the segment at that instant, and the one after: those before may be left out.
/// Precondition: the beginning, where there is one, does not lie behind that instant.
[[nodiscard]] History fold_around(const Knowledge& known, Instant at, const Beginning* beginning = nullptr);

}  // namespace careledger::projections::ratings
