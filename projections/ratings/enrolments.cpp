#include "projections/ratings/enrolments.hpp"

#include "projections/ratings/statements.hpp"

#include <algorithm>

namespace careledger::projections::ratings {
namespace {

// The scheme's policy for the service's category, or for any where it has none for that: its latest start by then, or
// its first where it has not started.
const policies::RatingPolicy* policy_of(const Standing& standing, std::uint64_t scheme) {
  const auto category = standing.known.profile.category;
  const auto is_of_category = [&](const policies::PolicyInForce& each) {
    return category && each.policy->categories.has(*category);
  };
  const policies::PolicyInForce* latest = nullptr;
  for (const policies::PolicyInForce& each : standing.known.policies) {
    if (each.policy->scheme_key != scheme) continue;
    if (latest && is_of_category(*latest) != is_of_category(each)) {
      if (is_of_category(each)) latest = &each;
      continue;
    }
    const bool started = each.start <= standing.now;
    if (!latest || (started && (latest->start > standing.now || latest->start <= each.start))) latest = &each;
  }
  return latest ? &latest->policy->rating : nullptr;
}

void join_bands(Standing& standing, const Fact& fact) {
  BandEnrolments& enrolments = standing.band_enrolments;
  auto& schemes = enrolments.schemes;
  if (std::find(schemes.begin(), schemes.end(), fact.key) != schemes.end()) return;
  if (schemes.empty()) enrolments.joined = &fact;
  schemes.push_back(fact.key);
  standing.changed = true;
}

}  // namespace

void apply_enrolment(Standing& standing, const Fact& fact) {
  const policies::RatingPolicy* policy = policy_of(standing, fact.key);
  if (!policy || standing.closed) return;
  if (policy->method == policies::Method::bands) join_bands(standing, fact);
  if (policy->statements) start_asking(standing, fact, *policy->statements);
}

void apply_enrolment_end(Standing& standing, const Fact& fact) {
  stop_asking(standing, fact.key);
  auto& schemes = standing.band_enrolments.schemes;
  const auto found = std::find(schemes.begin(), schemes.end(), fact.key);
  if (found == schemes.end()) return;
  schemes.erase(found);
  standing.changed = true;
}

void apply_closing(Standing& standing) {
  standing.closed = true;
  standing.band_enrolments.schemes.clear();
  end_due_day(standing);
}

// AN-1
InspectionDay inspection_owed(const Standing& standing) {
  InspectionDay day{.since = standing.now, .due = std::nullopt, .because = {}};
  const bool enrolled = !standing.band_enrolments.schemes.empty();
  if (standing.closed || (!enrolled && !standing.under_bands())) return day;
  const Fact* inspection = standing.beneath.inspection;
  const Fact* from = inspection ? inspection : enrolled ? standing.band_enrolments.joined : nullptr;
  if (!from) return day;
  const int months = standing.under_bands() ? standing.policy()->inspection_interval_months
                                            : policies::RatingPolicy{}.inspection_interval_months;
  const core::time::Date start = inspection ? inspection->day : core::time::london_day(from->time);
  day.due = core::time::add_months(start, months);
  day.because = standing.sequences_of(*from);
  return day;
}

}  // namespace careledger::projections::ratings
