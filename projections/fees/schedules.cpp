#include "projections/fees/schedules.hpp"

#include "core/time/calendar.hpp"
#include "events/describe.hpp"

#include <algorithm>
#include <array>

namespace careledger::projections::fees {
namespace {

using core::fail;
using core::Fault;
using events::market::FeeScheduleSet;
using events::market::IndexPublished;
using events::market::PriceReviewApplied;

constexpr std::array types{IndexPublished::type, FeeScheduleSet::type, PriceReviewApplied::type};

Result<void> add_event(const record::Entry& entry, Schedules& found) {
  core::json::Parser parser;
  const auto data = parser.parse_trusted(entry.event.data);
  if (!data) return fail(Fault::corrupt, "an event of prices can't be read");
  std::vector<Sequence> because;
  entry.append_to(because);
  if (entry.event.type == IndexPublished::type) {
    const auto index = events::decode_stored<IndexPublished>(*data);
    if (!index) return fail(Fault::corrupt, "an index can't be read");
    found.values.push_back({.index = index->index,
                            .year = static_cast<int>(index->year.value),
                            .millionths = index->value.millionths(),
                            .time = entry.event.time,
                            .because = std::move(because)});
  } else if (entry.event.type == FeeScheduleSet::type) {
    const auto set = events::decode_stored<FeeScheduleSet>(*data);
    const auto category = set ? policies::category_named(events::text(set->category)) : std::nullopt;
    if (!category) return fail(Fault::corrupt, "a fee schedule can't be read");
    const Key key{.scheme = set->scheme.value,
                  .category = *category,
                  .tier = set->tier ? set->tier->value : std::string(standard_tier)};
    found.steps[key].push_back({.since = entry.event.time,
                                .unit = set->unit,
                                .hotel_pence = set->hotel_pence.value,
                                .care_pence = set->care_pence.value,
                                .because = std::move(because)});
  } else {
    const auto applied = events::decode_stored<PriceReviewApplied>(*data);
    if (!applied) return fail(Fault::corrupt, "a price review can't be read");
    found.reviews.push_back({.scheme = applied->scheme.value,
                             .year = static_cast<int>(applied->year.value),
                             .values_before = found.values.size(),
                             .because = std::move(because)});
  }
  return {};
}

/// FE-5: one review a year and scheme, by year; of two that corrections left, the later one.
std::vector<const Review*> by_year(const std::vector<Review>& reviews) {
  std::vector<const Review*> sorted;
  for (const Review& review : reviews) {
    std::erase_if(sorted,
                  [&](const Review* other) { return other->scheme == review.scheme && other->year == review.year; });
    sorted.push_back(&review);
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const Review* a, const Review* b) { return a->year < b->year; });
  return sorted;
}

/// FE-5: the review of a year is reckoned by the scheme's policy that is in force on the day that this policy names for
/// it, so that a later one changes no fee of days before it; of two such days in a year the first counts. That of the
/// year in which the scheme begins, after its day, is reckoned by its first policy. Null where there is no review
/// (FE-6).
const policies::ReviewPolicy* policy_of(const Review& review, std::span<const policies::PolicyInForce> policies,
                                        policies::Category category) {
  const auto all = policies::all_of_scheme(policies, review.scheme, category);
  const Instant year_end =
      core::time::start_of_day(core::time::date_of({.year = review.year + 1, .month = 1, .day = 1}));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& pricing = all[i]->policy->pricing;
    if (!pricing.review) continue;
    const Instant day = core::time::start_of_day(pricing.review->from.in(review.year));
    const bool has_begun = all[i]->start <= day || (i == 0 && all[i]->start < year_end);
    if (has_begun && (i + 1 == all.size() || day < all[i + 1]->start)) return &*pricing.review;
  }
  return nullptr;
}

void apply(const Review& review, const policies::ReviewPolicy& policy, std::span<const IndexValue> values,
           std::vector<Step>& steps) {
  const Instant start = core::time::start_of_day(policy.from.in(review.year));
  const auto next = std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return step.since >= start; });
  if (next == steps.begin()) return;                        // no fee to review
  if (next != steps.end() && next->since == start) return;  // FE-5: a schedule from that same day prevails
  const auto rise = rises(policy, values.first(review.values_before), review.year);
  if (!rise) return;
  const Step& before = *(next - 1);
  Step reviewed{.since = start,
                .unit = before.unit,
                .hotel_pence = core::money::times(before.hotel_pence, rise->hotel),
                .care_pence = core::money::times(before.care_pence, rise->care),
                .reviewed = true,
                .because = before.because};
  reviewed.because.insert(reviewed.because.end(), review.because.begin(), review.because.end());
  reviewed.because.insert(reviewed.because.end(), rise->because.begin(), rise->because.end());
  std::sort(reviewed.because.begin(), reviewed.because.end());
  reviewed.because.erase(std::unique(reviewed.because.begin(), reviewed.because.end()), reviewed.because.end());
  steps.insert(next, std::move(reviewed));
}

}  // namespace

const Step* Schedules::at(const Key& key, Instant at) const {
  const auto found = steps.find(key);
  if (found == steps.end()) return nullptr;
  const auto next =
      std::find_if(found->second.begin(), found->second.end(), [&](const Step& step) { return step.since > at; });
  return next == found->second.begin() ? nullptr : &*(next - 1);
}

Result<Schedules> schedules_from(std::span<const record::Entry> entries,
                                 std::span<const policies::PolicyInForce> policies) {
  Schedules found;
  for (const auto& entry : entries) {
    if (auto added = add_event(entry, found); !added) return fail(std::move(added.error()));
  }
  for (const Review* review : by_year(found.reviews)) {
    for (auto& [key, steps] : found.steps) {
      if (key.scheme != review->scheme) continue;
      if (const auto* const policy = policy_of(*review, policies, key.category))
        apply(*review, *policy, found.values, steps);
    }
  }
  return found;
}

Result<Schedules> read_schedules(Readings& readings, Sequence known_at) {
  const auto policies = readings.policies(known_at);
  if (!policies) return fail(policies.error());
  const auto entries = record::dossier(readings.view(), "", types, known_at);
  if (!entries) return fail(entries.error());
  return schedules_from(**entries, (*policies)->in_force);
}

}  // namespace careledger::projections::fees
