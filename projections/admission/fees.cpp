#include "projections/admission/fees.hpp"

#include "core/time/calendar.hpp"
#include "events/describe.hpp"
#include "projections/fees/schedules.hpp"
#include "projections/policies/in_force.hpp"

#include <algorithm>

namespace careledger::projections::admission {
namespace {

using core::fail;
using events::market::FeeScheduleSet;
using events::market::PriceReviewApplied;
using policies::PolicyInForce;

/// The scheme's policy for whatever category, the latest that has started by then.
const PolicyInForce* policy_of(std::span<const PolicyInForce> policies, std::string_view scheme,
                               core::time::Instant until) {
  const PolicyInForce* latest = nullptr;
  for (const auto& each : policies) {
    if (each.policy->scheme != scheme || each.start > until) continue;
    if (latest == nullptr || latest->start <= each.start) latest = &each;
  }
  return latest;
}

}  // namespace

Result<void> admit_fee_schedule(const Candidate& candidate) {
  const auto set = events::decode_stored<FeeScheduleSet>(candidate.event.data);
  CARELEDGER_ASSERT(set.has_value());
  const auto policies = candidate.before.policies(candidate.known_at());
  if (!policies) return fail(policies.error());
  const auto category = policies::category_named(events::text(set->category));
  const std::string& scheme = set->scheme.value;
  const auto& in_force = (*policies)->in_force;
  if (!policies::has_governed(in_force, scheme, *category, candidate.event.time)) {
    return invalid(candidate, "/data/scheme",
                   "has governed " + std::string(policies::text(*category)) + " at no time up to then");
  }
  const auto* const policy = policies::latest_of_scheme(in_force, scheme, *category, candidate.event.time);
  const bool has_basis = set->basis && !set->basis->empty();
  if (policy == nullptr || !policy->policy->pricing.uplift_by_schedule || has_basis) return {};
  // FE-6: what goes up by schedule says what was weighed, but for the first.
  const auto schedules = fees::read_schedules(candidate.before, candidate.known_at());
  if (!schedules) return fail(schedules.error());
  const auto earlier = schedules->steps.find({.scheme = scheme,
                                              .category = *category,
                                              .tier = set->tier ? set->tier->value : std::string(fees::standard_tier)});
  if (earlier == schedules->steps.end()) return {};
  return refuse("FE-6", "a fee that is set anew under scheme " + scheme + " says what was weighed: it needs a basis",
                earlier->second.back().because);
}

Result<void> admit_price_review(const Candidate& candidate) {
  const auto applied = events::decode_stored<PriceReviewApplied>(candidate.event.data);
  CARELEDGER_ASSERT(applied.has_value());
  const auto policies = candidate.before.policies(candidate.known_at());
  if (!policies) return fail(policies.error());
  const std::string& scheme = applied->scheme.value;
  const int year = static_cast<int>(applied->year.value);
  const auto end_of_year = core::time::start_of_day(core::time::date_of({.year = year, .month = 12, .day = 31}));
  const auto* const policy = policy_of((*policies)->in_force, scheme, std::max(candidate.event.time, end_of_year));
  if (policy == nullptr) return invalid(candidate, "/data/scheme", "is no scheme that was adopted");
  const auto& pricing = policy->policy->pricing;
  if (!pricing.fixed) return refuse("FE-1", "scheme " + scheme + " has no fixed fees to review", policy->because);
  if (!pricing.review) {
    return refuse("FE-6", "the policy of scheme " + scheme + " names no review of its fees", policy->because);
  }
  const auto schedules = fees::read_schedules(candidate.before, candidate.known_at());
  if (!schedules) return fail(schedules.error());
  // FE-5: one review a year and scheme, whatever their times.
  const auto before =
      std::find_if(schedules->reviews.begin(), schedules->reviews.end(),
                   [&](const fees::Review& review) { return review.scheme == scheme && review.year == year; });
  if (before != schedules->reviews.end()) {
    return refuse("FE-5", "the fees of scheme " + scheme + " were reviewed for " + std::to_string(year) + " before",
                  before->because);
  }
  const std::span<const fees::IndexValue> values = schedules->values;
  const auto later = std::find_if(values.begin(), values.end(),
                                  [&](const fees::IndexValue& value) { return value.time > candidate.event.time; });
  const auto known = values.first(static_cast<std::size_t>(later - values.begin()));
  if (fees::rises(*pricing.review, known, year)) return {};
  return refuse("FE-5", "the review for " + std::to_string(year) + " needs the price index of September " +
                            std::to_string(year - 1) + ", and of one wage the values of " + std::to_string(year - 1) +
                            " and " + std::to_string(year));
}

}  // namespace careledger::projections::admission
