#pragma once

#include "core/time/calendar.hpp"
#include "core/time/instant.hpp"
#include "projections/policies/policy.hpp"
#include "projections/policies/rule_id.hpp"
#include "projections/ratings/band.hpp"
#include "projections/ratings/score.hpp"
#include "projections/ratings/sequences.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace careledger::projections::ratings {

using core::time::Instant;
using policies::RuleId;

/// A stretch of a service's history in which scheme, shown band, score and rule stay the same.
struct Segment {
  std::optional<Instant> since;  // nothing before the first event that names the service
  std::string_view scheme;       // empty where no policy governs; lives as long as the History
  Band band = Band::unrated;
  std::optional<Score> score;
  RuleId rule = "QR-0";
  Sequences because;                  // what began it
  core::event::Sequence settled = 0;  // the highest of all that had happened by its beginning
};

enum class HoldKind : std::uint8_t { cqc, missing, falsified };
inline constexpr std::size_t hold_kind_count = 3;

/// A hold as it was set, whether the scheme shows it or not (EC-1 asks for `cqc` under any).
struct HoldSpan {
  HoldKind kind;
  Instant since;
  std::optional<Instant> until;
  Sequences because;
};

/// SU-1, SU-3: what keeps a service from offering, from `since` until `until`.
struct SuspensionSpan {
  enum class Cause : std::uint8_t { cqc, missing, falsified, band, person };
  Cause cause;
  Instant since;
  std::optional<Instant> until;
  RuleId rule;  // the cause's own, as it was when it began to suspend
  Sequences because;
  std::uint64_t key = 0;  // person: of the suspension
};

/// AS-1, AS-2: the assurance statement owed, from `since` on. Enrolled nowhere: no due day.
struct StatementDay {
  Instant since;
  std::optional<core::time::Date> next_due;  // the missed day while overdue
  int interval_months = 0;                   // 0 where nothing is due
  bool overdue = false;
  std::optional<Instant> last;  // when the last statement came
  Sequences because;            // the statement or enrolment that the day is reckoned from
};

/// AN-1: the full inspection owed, from `since` on.
struct InspectionDay {
  Instant since;
  std::optional<core::time::Date> due;  // nothing where none is owed
  Sequences because;                    // the inspection or enrolment that the day is reckoned from
};

/// AS-3: a breach of contract that follows from the facts.
struct DerivedBreach {
  enum class Kind : std::uint8_t { statement_missing, statement_falsified };
  Kind kind;
  Instant since;
  Sequences because;
};

/// IP-1: a plan that lapsed; FE-3 reduces fees from then until the band beneath next rises.
struct PlanLapse {
  Instant since;
  std::optional<Instant> until;
  Sequences because;
};

/// QR-9: a multi-agency review that has become due.
struct ReviewDue {
  Instant since;
  Sequences because;
  core::event::Sequence arisen_by = 0;  // the event; 0: a deadline, which fires before any event of its instant
};

/// All that one service's facts say of its rating through time, scheduled changes included. Immutable; holds its
/// policies alive.
struct History {
  std::vector<Segment> segments;  // each with `since`, oldest first; none of them without length
  std::vector<HoldSpan> holds;
  std::vector<SuspensionSpan> suspensions;
  std::vector<StatementDay> statement_days;
  std::vector<InspectionDay> inspection_days;
  std::vector<DerivedBreach> breaches;
  std::vector<PlanLapse> lapses;
  std::vector<ReviewDue> reviews;
  std::vector<std::shared_ptr<const policies::Policy>> policies;

  /// The segment in force then; before the first one the service is unrated by QR-0 and `since` is empty.
  [[nodiscard]] const Segment& at(Instant instant) const;
  /// The one after it, whose `since` is the `until`; null where none follows.
  [[nodiscard]] const Segment* next(Instant instant) const;
  /// Both at once.
  [[nodiscard]] std::pair<const Segment*, const Segment*> around(Instant instant) const;
  /// The number of segments that have begun by then.
  [[nodiscard]] std::size_t begun_by(Instant instant) const;

  /// Null before anything is known of statements.
  [[nodiscard]] const StatementDay* statement_day(Instant instant) const;
  /// Null before an inspection was ever owed.
  [[nodiscard]] const InspectionDay* inspection_day(Instant instant) const;
  [[nodiscard]] bool held(HoldKind kind, Instant instant) const;
};

}  // namespace careledger::projections::ratings
