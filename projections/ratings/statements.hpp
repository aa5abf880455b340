#pragma once

#include "projections/ratings/standing.hpp"

namespace careledger::projections::ratings {

/// QR-2: the band beneath after a statement; the same band where it lowers nothing.
[[nodiscard]] Band declared_band(const Fact& statement, Band beneath, const policies::RatingPolicy& policy);

/// QR-4: whether a statement claims an improvement.
[[nodiscard]] bool claims_improvement(const Fact& statement, Band beneath);

void apply_statement(Standing& standing, const Fact& fact);
void apply_extension(Standing& standing, const Fact& fact);
void apply_falsification(Standing& standing, const Fact& fact);

/// AS-1: the service has come to be in a scheme that asks for statements. How often, the governing policy says, or the
/// scheme's where that says nothing.
void start_asking(Standing& standing, const Fact& enrolment, const policies::StatementPolicy& terms);
void stop_asking(Standing& standing, std::uint64_t scheme);
/// AS-1: the due day ends, a hold that is set does not.
void end_due_day(Standing& standing);

/// AS-1: after how many months the next is due, reckoned now; 0 where none is asked for.
[[nodiscard]] int statement_interval(const Standing& standing);
/// The instant at which the running due day is over, if one runs.
[[nodiscard]] std::optional<Instant> statement_deadline(const Standing& standing);
/// QR-7, AS-3: the day is over and nothing was received.
void miss_statement(Standing& standing);

/// AS-2, after an event: the due day follows the band that shows, unless the event itself has moved the day.
void follow_band(Standing& standing, bool was_gold);

}  // namespace careledger::projections::ratings
