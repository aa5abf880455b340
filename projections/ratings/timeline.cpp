#include "projections/ratings/timeline.hpp"

#include "projections/ratings/bands.hpp"
#include "projections/ratings/enrolments.hpp"
#include "projections/ratings/narrate.hpp"
#include "projections/ratings/statements.hpp"

#include <algorithm>

namespace careledger::projections::ratings {
namespace {

using Cause = SuspensionSpan::Cause;

constexpr std::array all_holds{HoldKind::cqc, HoldKind::missing, HoldKind::falsified};

void write_segment(Standing& standing) {
  const Shown now = shown(standing);
  const std::string_view scheme =
      standing.governing ? std::string_view{standing.governing->policy->scheme} : std::string_view{};
  auto& segments = standing.history.segments;
  if (!segments.empty()) {
    const Segment& last = segments.back();
    if (last.band == now.band && last.rule == now.rule && last.score == now.score && last.scheme == scheme) return;
  }
  segments.push_back({.since = standing.now,
                      .scheme = scheme,
                      .band = now.band,
                      .score = now.score,
                      .rule = now.rule,
                      .because = shown_because(standing),
                      .settled = standing.settled});
}

void write_holds(Standing& standing) {
  auto& spans = standing.history.holds;
  for (const HoldKind kind : all_holds) {
    const Hold& hold = standing.hold(kind);
    auto& open = standing.open_holds[static_cast<std::size_t>(kind)];
    if (open && !hold.set) {
      spans[*open].until = standing.now;
      open.reset();
    } else if (!open && hold.set) {
      open = spans.size();
      spans.push_back({kind, hold.since, std::nullopt, hold.because});
    }
  }
}

// SU-1, SU-2: each cause for itself.
void write_cause(Standing& standing, Cause cause, bool suspends, RuleId rule, const Sequences& because) {
  auto& spans = standing.history.suspensions;
  auto& open = standing.open_causes[static_cast<std::size_t>(cause)];
  if (open && !suspends) {
    spans[*open].until = standing.now;
    open.reset();
  } else if (!open && suspends) {
    open = spans.size();
    spans.push_back({cause, standing.now, std::nullopt, rule, because});
    spans.back().because.tidy();
  }
}

void write_suspensions(Standing& standing) {
  const bool led = standing.under_bands() && standing.policy()->suspends_inadequate;
  for (const HoldKind kind : all_holds) {
    write_cause(standing, static_cast<Cause>(kind), led && shows(standing, kind), rule_of(kind),
                standing.hold(kind).because);
  }
  const BandBeneath& beneath = standing.beneath;
  write_cause(standing, Cause::band, led && beneath.band == Band::inadequate, beneath.rule, beneath.because);
}

void write_statement_day(Standing& standing) {
  const StatementClock& clock = standing.statements;
  const bool enrolled = !clock.schemes.empty();
  // AS-2: the missed day shows until receipt, also to a service that has left and joined again meanwhile.
  const bool overdue = enrolled && standing.hold(HoldKind::missing).set;
  StatementDay day{.since = standing.now,
                   .next_due = overdue ? clock.missed : clock.due,
                   .interval_months = statement_interval(standing),
                   .overdue = overdue,
                   .last = clock.last,
                   .because = {}};
  auto& days = standing.history.statement_days;
  if (days.empty() && !enrolled && !clock.last) return;
  if (!days.empty()) {
    const StatementDay& last = days.back();
    if (last.next_due == day.next_due && last.interval_months == day.interval_months && last.overdue == day.overdue &&
        last.last == day.last) {
      return;
    }
  }
  if (day.next_due) day.because = clock.reckoned_from;
  days.push_back(std::move(day));
}

void write_inspection_day(Standing& standing) {
  InspectionDay day = inspection_owed(standing);
  auto& days = standing.history.inspection_days;
  if (days.empty() ? !day.due : days.back().due == day.due && days.back().because == day.because) return;
  days.push_back(std::move(day));
}

void say_what_shows(Standing& standing) {
  for (const HoldKind kind : all_holds) {
    if (standing.hold(kind).set) {
      standing.consider(rule_of(kind), shows(standing, kind),
                        narrate::hold(standing.hold(kind), shows(standing, kind)));
    }
  }
  const Shown now = shown(standing);
  standing.consider(now.rule, true, narrate::shown(now.band, standing.beneath.band));
  if (!now.score || !standing.policy()->scores) return;
  // QR-11
  const bool held = longest_hold(standing).has_value();
  const auto row =
      held ? std::nullopt : standing.policy()->scores->row_of(standing.beneath.inspection->domains, now.band);
  standing.consider("QR-11", true, narrate::base(*now.score, standing.adjustment, row.has_value(), now.band));
}

}  // namespace

void apply_suspension(Standing& standing, const Fact& fact) {
  auto& spans = standing.history.suspensions;
  const auto open = std::find_if(spans.begin(), spans.end(), [&](const SuspensionSpan& span) {
    return !span.until && span.cause == Cause::person && span.key == fact.key;
  });
  // SU-3: the same id again replaces the first; a lift of what is not suspended does nothing.
  if (open != spans.end()) open->until = standing.now;
  if (open != spans.end() && open->since == standing.now) {
    const auto place = static_cast<std::size_t>(open - spans.begin());
    spans.erase(open);
    for (auto& later : standing.open_causes) {
      if (later && *later > place) --*later;
    }
  }
  if (fact.kind == FactKind::suspended) {
    spans.push_back({Cause::person, standing.now, std::nullopt, "SU-3", standing.sequences_of(fact), fact.key});
  }
  if (standing.tracing()) standing.consider("SU-3", fact.kind == FactKind::suspended, narrate::person(fact));
}

void settle(Standing& standing) {
  write_holds(standing);
  write_suspensions(standing);
  write_statement_day(standing);
  write_inspection_day(standing);
  if (standing.tracing()) say_what_shows(standing);
  settle_rating(standing);
}

void settle_rating(Standing& standing) {
  if (standing.begun) write_segment(standing);
  standing.changed = false;
}

}  // namespace careledger::projections::ratings
