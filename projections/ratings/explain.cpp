#include "projections/ratings/explain.hpp"

#include "projections/ratings/fold.hpp"

namespace careledger::projections::ratings {

Explanation explain(const Knowledge& known, const History& history, Instant at) {
  Explanation explanation{.before = {}, .after = history.at(at), .considered = {}};
  if (!explanation.after.since) return explanation;
  const std::size_t begun = history.begun_by(at);
  if (begun > 1) explanation.before = history.segments[begun - 2];
  Trace trace{.at = *explanation.after.since, .considered = {}};
  static_cast<void>(fold(known, &trace));
  explanation.considered = std::move(trace.considered);
  return explanation;
}

}  // namespace careledger::projections::ratings
