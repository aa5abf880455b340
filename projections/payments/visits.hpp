#pragma once

#include "core/time/calendar.hpp"
#include "projections/moment.hpp"
#include "projections/readings.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace careledger::projections::payments {

using core::Result;
using core::event::Sequence;
using core::time::Date;
using core::time::Instant;

/// A visit as call monitoring recorded it. It is of the London day on which it was to begin.
struct Visit {
  std::string package;
  Sequence sequence = 0;  // what names it
  Instant planned_start;
  Instant planned_end;
  std::optional<Instant> start;
  std::optional<Instant> end;
  std::int64_t carers = 0;
  std::vector<Sequence> because;

  /// In the order in which they were planned.
  [[nodiscard]] std::pair<Instant, Sequence> place() const { return {planned_start, sequence}; }
  [[nodiscard]] Date day() const { return core::time::london_day(planned_start); }
  [[nodiscard]] bool missed() const { return !start && !end; }
  [[nodiscard]] bool unfinished() const { return start.has_value() != end.has_value(); }
  [[nodiscard]] bool late() const { return start && *start > planned_start; }
  /// It was made, and took less time than was planned.
  [[nodiscard]] bool cut_short() const { return start && end && payable_micros() < planned_micros(); }

  [[nodiscard]] std::int64_t planned_micros() const { return planned_end.micros - planned_start.micros; }
  /// The time given, up to what was planned; none where it is not known.
  [[nodiscard]] std::int64_t payable_micros() const;
  [[nodiscard]] std::int64_t late_seconds() const;
  [[nodiscard]] std::int64_t short_seconds() const;
};

/// The visits of a package recorded by then, in the order in which they were planned.
[[nodiscard]] Result<std::vector<Visit>> visits_of(const Readings& readings, const std::string& package,
                                                   const Moment& moment);
/// The visit of that sequence; nothing where it was none by then.
[[nodiscard]] Result<std::optional<Visit>> visit_at(const Readings& readings, Sequence sequence, const Moment& moment);
/// Those of all packages, in the order in which they were recorded. Reads every one, and keeps none.
using TakeVisit = std::function<void(Visit visit)>;
[[nodiscard]] Result<void> for_each_visit(const Readings& readings, const Moment& moment, const TakeVisit& take);

}  // namespace careledger::projections::payments
