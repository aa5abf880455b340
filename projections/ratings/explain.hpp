#pragma once

#include "projections/ratings/history.hpp"
#include "projections/ratings/knowledge.hpp"
#include "projections/ratings/trace.hpp"

#include <vector>

namespace careledger::projections::ratings {

/// The change in force at an instant: the beginning of the segment that it lies in. Segments read their scheme from the
/// history that was explained.
struct Explanation {
  Segment before;
  Segment after;
  std::vector<Considered> considered;  // at that beginning, in the order in which they were weighed
};

/// `history` is what the knowledge folds to. Before the first segment, before and after are the same and nothing was
/// considered.
[[nodiscard]] Explanation explain(const Knowledge& known, const History& history, Instant at);

}  // namespace careledger::projections::ratings
