#pragma once

#include "projections/ratings/standing.hpp"

#include <vector>

namespace careledger::projections::ratings {

/// A place in a history from which its fold can begin again. It sees what the fold saw: that outlives it.
struct Bookmark {
  State state;
  std::size_t segments = 0;  // the history's by then
};

/// Of one fold, by their instants. What was applied by one of them, `state.settled` is the highest of.
using Bookmarks = std::vector<Bookmark>;

}  // namespace careledger::projections::ratings
