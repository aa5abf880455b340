#pragma once

#include "projections/ratings/history.hpp"
#include "projections/ratings/knowledge.hpp"
#include "projections/ratings/trace.hpp"

#include <boost/container/small_vector.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace careledger::projections::ratings {

/// QR-4: an improvement that a validation may confirm.
struct Claim {
  std::uint64_t statement = 0;  // 0: the approval of a plan
  core::event::Sequence sequence = 0;
};

/// The band beneath all holds, and what gave it.
struct BandBeneath {
  Band band = Band::unrated;
  Band from_inspection = Band::unrated;  // by the table in force, before the year's adjustments
  Band adjusted_from = Band::unrated;    // what the inspection gave when the year's latest adjustment was made,
  Band adjusted_to = Band::unrated;      // and the band that this gave; the same where there is none
  RuleId rule = "QR-0";
  Sequences because;
  const Fact* inspection = nullptr;  // the full inspection that it rests on, under any scheme
  bool cqc_has_rated = false;        // in full
  boost::container::small_vector<Claim, 4> claims;
  Sequences lifted_by;  // the last event that lifted a hold since the rule gave the band
};

struct Hold {
  bool set = false;
  Instant since;
  Sequences because;
};

/// AS-1, AS-2: the running due day.
struct StatementClock {
  boost::container::small_vector<std::uint64_t, 4> schemes;  // those that ask, in which it is enrolled
  policies::StatementPolicy terms;                           // of the scheme that was joined first
  Instant start;                                             // what the day is reckoned from
  Sequences reckoned_from;
  std::optional<core::time::Date> due;       // running
  std::optional<core::time::Date> missed;    // until receipt
  std::optional<core::time::Date> extended;  // to when the running day was extended
  Instant deadline;                          // the start of the day after `due`
  std::optional<Instant> last;
  bool moved = false;  // by the event that is being applied
};

/// AN-1: the schemes of bands in which the service is enrolled.
struct BandEnrolments {
  boost::container::small_vector<std::uint64_t, 4> schemes;
  const Fact* joined = nullptr;  // the enrolment by which it came to be in any
};

/// IP-1: one improvement plan.
struct PlanClock {
  std::uint64_t key = 0;
  const Fact* required = nullptr;
  bool approved = false;  // and neither lapsed nor ended
  bool asked = false;     // for the visit, in time
  std::optional<core::time::Date> due;
  Instant deadline;
  Sequences approval;
  core::event::Sequence approved_by = 0;
};

/// All of what has been that what is to come depends on.
struct State {
  Instant now{};
  const policies::PolicyInForce* governing = nullptr;
  bool begun = false;                 // an event has named the service
  bool changed = false;               // at this instant
  Sequences began{};                  // the event that named it first, or the latest start of a policy
  core::event::Sequence settled = 0;  // the highest of all that has happened

  BandBeneath beneath{};
  std::array<Hold, hold_kind_count> holds{};
  const Fact* latest_cqc_inadequate = nullptr;
  const Fact* latest_falsification = nullptr;
  StatementClock statements{};
  BandEnrolments band_enrolments{};
  boost::container::small_vector<PlanClock, 2> plans{};
  std::optional<Instant> plan_deadline;  // the earliest of those that run
  std::array<const Fact*, component_names.size()> components{};
  int adjustment = 0;
  bool closed = false;

  Hold& hold(HoldKind kind) { return holds[static_cast<std::size_t>(kind)]; }
  [[nodiscard]] const Hold& hold(HoldKind kind) const { return holds[static_cast<std::size_t>(kind)]; }

  /// Null where no policy governs.
  [[nodiscard]] const policies::RatingPolicy* policy() const {
    return governing ? &governing->policy->rating : nullptr;
  }
  [[nodiscard]] bool under_bands() const { return policy() && policy()->method == policies::Method::bands; }
  [[nodiscard]] bool under_score() const { return policy() && policy()->method == policies::Method::score; }
};

/// Where a service stands while its history is folded: one instant after the other, events in their order.
struct Standing : State {
  Standing(const Knowledge& knowledge, History& told, Trace* weighed, State begins = {})
      : State(std::move(begins)), known(knowledge), history(told), trace(weighed) {}

  const Knowledge& known;
  History& history;
  Trace* trace;
  std::array<std::optional<std::size_t>, hold_kind_count> open_holds{};       // where history.holds has them
  std::array<std::optional<std::size_t>, hold_kind_count + 1> open_causes{};  // and history.suspensions: holds, band

  [[nodiscard]] Sequences sequences_of(const Fact& fact) const { return known.amendments.of(fact.sequence); }

  [[nodiscard]] bool tracing() const { return trace != nullptr && trace->at == now; }
  void consider(RuleId rule, bool held, std::string detail) {
    trace->considered.push_back({rule, held, std::move(detail)});
  }
};

}  // namespace careledger::projections::ratings
