#include "projections/ratings/statements.hpp"

#include "projections/ratings/bands.hpp"
#include "projections/ratings/narrate.hpp"

#include <algorithm>

namespace careledger::projections::ratings {
namespace {

using core::time::Date;

void set_due(StatementClock& clock, Date due) {
  clock.due = due;
  clock.deadline = core::time::end_of_day(due);
}

// AS-1: by the policy that governs then, as all of a rating; where that says nothing of statements, by the scheme's.
const policies::StatementPolicy& terms_of(const Standing& standing) {
  const auto* const policy = standing.policy();
  return policy && policy->statements ? *policy->statements : standing.statements.terms;
}

Date due_from(const Standing& standing, int months) {
  return core::time::add_months(core::time::london_day(standing.statements.start), months);
}

// AS-1: the due day is reckoned from an enrolment or a statement.
void reckon_from(Standing& standing, const Fact& fact) {
  StatementClock& clock = standing.statements;
  clock.start = fact.time;
  clock.reckoned_from = standing.sequences_of(fact);
  clock.extended.reset();
  clock.missed.reset();
  clock.moved = true;
  set_due(clock, due_from(standing, statement_interval(standing)));
  standing.changed = true;
  if (standing.tracing()) standing.consider("AS-1", true, narrate::next_due(*clock.due));
}

void forget_claims(BandBeneath& beneath, std::uint64_t statement) {
  const auto of_it = [&](const Claim& claim) { return claim.statement == statement; };
  beneath.claims.erase(std::remove_if(beneath.claims.begin(), beneath.claims.end(), of_it), beneath.claims.end());
}

void assess(Standing& standing, const Fact& fact) {
  BandBeneath& beneath = standing.beneath;
  forget_claims(beneath, fact.key);  // the same id again replaces what it claimed
  if (claims_improvement(fact, beneath.band)) {
    // QR-4: a claim raises nothing by itself.
    beneath.claims.push_back({.statement = fact.key, .sequence = fact.sequence});
    if (standing.tracing()) standing.consider("QR-4", false, narrate::claim());
  }
  if (!standing.under_bands() || !is_rated(beneath.band)) return;
  const Band declared = declared_band(fact, beneath.band, *standing.policy());
  if (standing.tracing()) {
    standing.consider("QR-2", declared < beneath.band, narrate::statement(fact, beneath.band, declared));
  }
  // QR-2: lowered at once, without validation.
  if (declared < beneath.band) give_band(standing, declared, "QR-2", standing.sequences_of(fact));
}

}  // namespace

// QR-2
Band declared_band(const Fact& statement, Band beneath, const policies::RatingPolicy& policy) {
  if (is_rated(statement.declared)) return worse_of(statement.declared, beneath);
  if (!statement.shortfalls) return beneath;
  const int lowered = static_cast<int>(beneath) - policy.shortfall_lowers_by;
  const Band floored = better_of(static_cast<Band>(std::max(lowered, 0)), policy.shortfall_lowest);
  return worse_of(floored, beneath);
}

// QR-4
bool claims_improvement(const Fact& statement, Band beneath) {
  return statement.improvements || (is_rated(statement.declared) && is_rated(beneath) && statement.declared > beneath);
}

void apply_statement(Standing& standing, const Fact& fact) {
  StatementClock& clock = standing.statements;
  clock.last = fact.time;
  standing.changed = true;
  if (standing.hold(HoldKind::missing).set) {
    // QR-7: receipt lifts the hold.
    lift_hold(standing, HoldKind::missing, standing.sequences_of(fact));
    if (standing.tracing()) standing.consider("QR-7", true, narrate::received());
  }
  assess(standing, fact);
  if (!clock.schemes.empty()) reckon_from(standing, fact);
}

// AS-2: an extension moves the day that is running when it takes effect.
void apply_extension(Standing& standing, const Fact& fact) {
  StatementClock& clock = standing.statements;
  const auto category = standing.known.profile.category;
  if (fact.of_category && category != fact.category) return;
  if (!clock.due || !fact.has_day) return;
  clock.extended = fact.day;
  clock.moved = true;
  set_due(clock, fact.day);
  standing.changed = true;
  if (standing.tracing()) standing.consider("AS-2", true, narrate::extended(fact.day));
}

void apply_falsification(Standing& standing, const Fact& fact) {
  // QR-4: the claims of a statement found falsified no longer count.
  forget_claims(standing.beneath, fact.key);
  standing.latest_falsification = &fact;
  // QR-8: from the finding's time, even where the statement is not known.
  set_hold(standing, HoldKind::falsified, standing.sequences_of(fact));
  // AS-3
  standing.history.breaches.push_back(
      {DerivedBreach::Kind::statement_falsified, standing.now, standing.sequences_of(fact)});
  if (standing.tracing()) standing.consider("QR-8", true, narrate::falsified());
}

void start_asking(Standing& standing, const Fact& enrolment, const policies::StatementPolicy& terms) {
  StatementClock& clock = standing.statements;
  if (std::find(clock.schemes.begin(), clock.schemes.end(), enrolment.key) != clock.schemes.end()) return;
  clock.schemes.push_back(enrolment.key);
  standing.changed = true;
  if (clock.schemes.size() > 1) return;  // AS-1: a further enrolment while it is in moves nothing
  clock.terms = terms;
  // AS-2: while `missing` is set no other day runs.
  if (!standing.hold(HoldKind::missing).set) reckon_from(standing, enrolment);
}

void stop_asking(Standing& standing, std::uint64_t scheme) {
  StatementClock& clock = standing.statements;
  const auto found = std::find(clock.schemes.begin(), clock.schemes.end(), scheme);
  if (found == clock.schemes.end()) return;
  clock.schemes.erase(found);
  if (clock.schemes.empty()) end_due_day(standing);
}

void end_due_day(Standing& standing) {
  standing.statements.schemes.clear();
  standing.statements.due.reset();
  standing.changed = true;
}

int statement_interval(const Standing& standing) {
  if (standing.statements.schemes.empty()) return 0;
  const auto& terms = terms_of(standing);
  return shown_band(standing) == Band::gold ? terms.gold_interval_months : terms.interval_months;
}

std::optional<Instant> statement_deadline(const Standing& standing) {
  if (!standing.statements.due) return std::nullopt;
  return standing.statements.deadline;
}

void miss_statement(Standing& standing) {
  StatementClock& clock = standing.statements;
  // QR-7: from the start of the next day.
  if (standing.tracing()) standing.consider("QR-7", true, narrate::missed(*clock.due));
  set_hold(standing, HoldKind::missing, clock.reckoned_from);
  // AS-3: later receipt does not undo the breach.
  standing.history.breaches.push_back({DerivedBreach::Kind::statement_missing, standing.now, clock.reckoned_from});
  clock.missed = clock.due;
  clock.due.reset();
  standing.changed = true;
}

void follow_band(Standing& standing, bool was_gold) {
  StatementClock& clock = standing.statements;
  if (!clock.due || clock.moved) return;
  const bool gold = shown_band(standing) == Band::gold;
  if (gold && !was_gold) {
    // AS-2: reckoned anew from the same start; an extension that is later stays.
    const Date anew = due_from(standing, statement_interval(standing));
    set_due(clock, clock.extended ? std::max(anew, *clock.extended) : anew);
  } else if (was_gold && !gold) {
    // AS-2: the earlier of the present due day and so many months after it left gold.
    const Date left =
        core::time::add_months(core::time::london_day(standing.now), terms_of(standing).months_after_gold);
    if (left < *clock.due) set_due(clock, left);
    if (standing.tracing()) standing.consider("AS-2", true, narrate::next_due(*clock.due));
  }
}

}  // namespace careledger::projections::ratings
