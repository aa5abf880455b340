#include "projections/ratings/explain.hpp"

#include "projections/ratings/fold.hpp"

namespace careledger::projections::ratings {

Explanation explain(const Knowledge& known, Instant at) {
  Explanation explanation{.history = fold(known), .before = {}, .after = {}, .considered = {}};
  explanation.after = explanation.history.at(at);
  if (!explanation.after.since) return explanation;
  const std::size_t begun = explanation.history.begun_by(at);
  if (begun > 1) explanation.before = explanation.history.segments[begun - 2];
  Trace trace{.at = *explanation.after.since, .considered = {}};
  static_cast<void>(fold(known, &trace));
  explanation.considered = std::move(trace.considered);
  return explanation;
}

}  // namespace careledger::projections::ratings
