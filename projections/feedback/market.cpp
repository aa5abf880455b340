#include "projections/feedback/market.hpp"

#include "projections/ratings/key.hpp"

#include <algorithm>

namespace careledger::projections::feedback {
namespace {

using policies::Category;
using policies::FeedbackPolicy;
using policies::PolicyInForce;

const FeedbackPolicy unregulated{};

const FeedbackPolicy& policy_at(std::span<const PolicyInForce> policies, std::optional<Category> category,
                                core::time::Instant at) {
  const auto* const governing = category ? policies::governing(policies, *category, at) : nullptr;
  return governing != nullptr ? governing->policy->rating.feedback : unregulated;
}

AverageTerms terms_of(Category category, const FeedbackPolicy& policy) {
  return {.category = category, .window_months = policy.window_months, .least_reviews = policy.least_reviews};
}

/// CF-1: the months before, not the month itself.
Month window_before(Month month, const FeedbackPolicy& policy) {
  return {month.index - policy.window_months};
}

Figures own_figures(const Tally& tally, Month month, const FeedbackPolicy& policy) {
  Figures figures{.month = month, .tally = tally, .rating = tally.rating()};
  // CF-3
  figures.insufficient = !figures.rating || tally.reviews < static_cast<std::uint64_t>(policy.least_reviews);
  return figures;
}

}  // namespace

bool is_adjusted(std::optional<Category> category, std::span<const PolicyInForce> policies) {
  return category && std::any_of(policies.begin(), policies.end(), [&](const PolicyInForce& each) {
           return each.policy->rating.feedback.adjusts.has(*category);
         });
}

const Member& Market::member(std::string_view service) const {
  static const Member nobody{};
  const auto* const found = members_->find(ratings::key_of(service));
  return found != nullptr ? *found : nobody;
}

std::shared_ptr<const Series> Market::series(const AverageTerms& terms) const {
  if (known_at_ == newest) return members_->series(terms);
  return series_.get(terms, [&] { return members_->series(terms, known_at_); });
}

std::shared_ptr<const Drift> Market::drift(const AverageTerms& terms) const {
  if (known_at_ == newest) return nullptr;
  auto drift = members_->drift(terms);
  return known_at_ <= drift->knows() ? drift : nullptr;
}

Average Market::average(const AverageTerms& terms, Month month) const {
  if (!drift(terms)) return series(terms)->of(month).average;
  return *averages_.get({terms, month}, [&] {
    Average average;
    for (const auto& percentage : members_->percentages(terms, month, known_at_)) average.add(percentage);
    return average;
  });
}

int Market::adjustment(const Figures& figures, Category category, const FeedbackPolicy& policy) const {
  if (figures.insufficient || !policy.adjusts.has(category)) return 0;
  const auto terms = terms_of(category, policy);
  // The last step that is passed counts.
  const auto adjustment_by = [&](const auto& side_of) {
    std::optional<int> adjustment = 0;
    for (const auto& step : policy.steps) {
      const std::optional<int> side = side_of(static_cast<std::uint64_t>(step.above_basis_points));
      if (!side) return side;
      if (*side != 0) adjustment = *side * step.adjustment;
    }
    return adjustment;
  };
  if (const auto drift = this->drift(terms)) {
    const auto bounds = drift->bounds(figures.month, known_at_);
    if (bounds.empty()) return 0;
    const auto decided = adjustment_by([&](std::uint64_t above) { return bounds.beyond(*figures.rating, above); });
    if (decided) return *decided;
  }
  const Average average = this->average(terms, figures.month);
  if (average.size() == 0) return 0;
  const auto again = [&] { return members_->percentages(terms, figures.month, known_at_); };
  return *adjustment_by(
      [&](std::uint64_t above) { return std::optional(average.beyond(*figures.rating, above, again)); });
}

Figures Market::figures(std::string_view service, std::optional<Category> category,
                        std::span<const PolicyInForce> policies, core::time::Instant at) const {
  const FeedbackPolicy& policy = policy_at(policies, category, at);
  const Month month = month_of(at);
  Figures figures = own_figures(member(service).tally(window_before(month, policy), month, known_at_), month, policy);
  if (!category) return figures;
  const auto terms = terms_of(*category, policy);
  const Average average = this->average(terms, figures.month);
  if (average.size() == 0) return figures;
  figures.market_average = average.rounded([&] { return members_->percentages(terms, figures.month, known_at_); });
  figures.adjustment = adjustment(figures, *category, policy);
  return figures;
}

std::vector<ratings::FeedbackMonth> Market::adjustments(std::string_view service, std::optional<Category> category,
                                                        std::span<const PolicyInForce> policies, Month until,
                                                        const MonthsFrom& from) const {
  const Member& member = this->member(service);
  const auto months = member.span();
  if (!months || !is_adjusted(category, policies)) return {};
  // Nothing moves but at the start of a month or of a policy, while the service has reviews that count.
  int window_months = 0;
  std::vector<core::time::Instant> instants;
  for (const PolicyInForce& each : policies) {
    if (!each.policy->categories.has(*category)) continue;
    window_months = std::max(window_months, each.policy->rating.feedback.window_months);
    if (each.start > from.at && month_of(each.start) < until) instants.push_back(each.start);
  }
  until = std::min(until, Month{months->second.index + window_months + 2});
  for (Month month = std::max(months->first, Month{month_of(from.at).index + 1}); month < until; ++month.index)
    instants.push_back(start_of(month));
  std::sort(instants.begin(), instants.end());
  instants.erase(std::unique(instants.begin(), instants.end()), instants.end());

  const KnownMonths own(member, known_at_);
  std::vector<ratings::FeedbackMonth> changes;
  int in_force = from.in_force;
  for (const auto at : instants) {
    const FeedbackPolicy& policy = policy_at(policies, category, at);
    int now = 0;
    if (policy.adjusts.has(*category)) {
      const Month month = month_of(at);
      now = adjustment(own_figures(own.between(window_before(month, policy), month), month, policy), *category, policy);
    }
    if (now == in_force) continue;
    in_force = now;
    changes.push_back({.start = at, .adjustment = now});
  }
  return changes;
}

core::time::Instant Market::settled_until(Category category, std::span<const PolicyInForce> policies,
                                          Sequence known_at) const {
  core::time::Instant until = core::time::latest;
  for (const PolicyInForce& each : policies) {
    const FeedbackPolicy& policy = each.policy->rating.feedback;
    if (!policy.adjusts.has(category)) continue;
    const auto month = series(terms_of(category, policy))->first_unsettled(known_at);
    if (month) until = std::min(until, start_of(*month));
  }
  return until;
}

std::vector<Review> Market::reviews(std::string_view service, Month month) const {
  return member(service).reviews(month, known_at_);
}

}  // namespace careledger::projections::feedback
