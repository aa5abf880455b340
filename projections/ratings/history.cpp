#include "projections/ratings/history.hpp"

#include <algorithm>

namespace careledger::projections::ratings {
namespace {

const Segment before_any_fact{};

// The last entry that has begun by then.
template <class Day>
const Day* latest(const std::vector<Day>& days, Instant instant) {
  const auto after =
      std::upper_bound(days.begin(), days.end(), instant, [](Instant at, const Day& day) { return at < day.since; });
  return after == days.begin() ? nullptr : &*(after - 1);
}

}  // namespace

std::size_t History::begun_by(Instant instant) const {
  const auto after = std::upper_bound(segments.begin(), segments.end(), instant,
                                      [](Instant at, const Segment& segment) { return at < *segment.since; });
  return static_cast<std::size_t>(after - segments.begin());
}

std::pair<const Segment*, const Segment*> History::around(Instant instant) const {
  const std::size_t begun = begun_by(instant);
  return {begun == 0 ? &before_any_fact : &segments[begun - 1], begun == segments.size() ? nullptr : &segments[begun]};
}

const Segment& History::at(Instant instant) const {
  return *around(instant).first;
}

const Segment* History::next(Instant instant) const {
  return around(instant).second;
}

const StatementDay* History::statement_day(Instant instant) const {
  return latest(statement_days, instant);
}

const InspectionDay* History::inspection_day(Instant instant) const {
  return latest(inspection_days, instant);
}

bool History::held(HoldKind kind, Instant instant) const {
  return std::any_of(holds.begin(), holds.end(), [&](const HoldSpan& hold) {
    return hold.kind == kind && hold.since <= instant && (!hold.until || instant < *hold.until);
  });
}

}  // namespace careledger::projections::ratings
