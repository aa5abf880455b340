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

KnownSeries::Pointer Market::series(const AverageTerms& terms) const {
  if (known_at_ == newest) return members_->series(terms);
  return series_.get(terms, [&] { return members_->series(terms, known_at_); });
}

int Market::adjustment(const Figures& figures, const Average& average, Category category,
                       const FeedbackPolicy& policy) const {
  int adjustment = 0;
  if (figures.insufficient || average.size() == 0 || !policy.adjusts.has(category)) return adjustment;
  const auto again = [&] { return members_->percentages(terms_of(category, policy), figures.month, known_at_); };
  for (const auto& step : policy.steps) {
    const int side = average.beyond(*figures.rating, static_cast<std::uint64_t>(step.above_basis_points), again);
    if (side != 0) adjustment = side * step.adjustment;
  }
  return adjustment;
}

Figures Market::own_figures(const Member& member, Month month, const FeedbackPolicy& policy) const {
  // CF-1: the months before, not the month itself.
  const Month from{month.index - policy.window_months};
  Figures figures{.month = month, .tally = member.tally(from, month, known_at_)};
  figures.rating = figures.tally.rating();
  // CF-3
  figures.insufficient = !figures.rating || figures.tally.reviews < static_cast<std::uint64_t>(policy.least_reviews);
  return figures;
}

Figures Market::figures(std::string_view service, std::optional<Category> category,
                        std::span<const PolicyInForce> policies, core::time::Instant at) const {
  const FeedbackPolicy& policy = policy_at(policies, category, at);
  Figures figures = own_figures(member(service), month_of(at), policy);
  if (!category) return figures;
  const auto terms = terms_of(*category, policy);
  const auto series = this->series(terms);
  const Average& average = series->of(figures.month).average;
  if (average.size() == 0) return figures;
  figures.market_average = average.rounded([&] { return members_->percentages(terms, figures.month, known_at_); });
  figures.adjustment = adjustment(figures, average, *category, policy);
  return figures;
}

std::vector<ratings::FeedbackMonth> Market::adjustments(std::string_view service, std::optional<Category> category,
                                                        std::span<const PolicyInForce> policies, Month until) const {
  const Member& member = this->member(service);
  const auto months = member.span();
  if (!months || !is_adjusted(category, policies)) return {};
  // Nothing moves but at the start of a month or of a policy, while the service has reviews that count.
  int window_months = 0;
  std::vector<core::time::Instant> instants;
  for (const PolicyInForce& each : policies) {
    if (!each.policy->categories.has(*category)) continue;
    window_months = std::max(window_months, each.policy->rating.feedback.window_months);
    instants.push_back(each.start);
  }
  until = std::min(until, Month{months->second.index + window_months + 2});
  for (Month month = months->first; month < until; ++month.index) instants.push_back(start_of(month));
  std::sort(instants.begin(), instants.end());
  instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
  std::erase_if(instants, [until](core::time::Instant at) { return month_of(at) >= until; });

  std::vector<ratings::FeedbackMonth> changes;
  int in_force = 0;
  for (const auto at : instants) {
    const FeedbackPolicy& policy = policy_at(policies, category, at);
    int now = 0;
    if (policy.adjusts.has(*category)) {
      const Figures figures = own_figures(member, month_of(at), policy);
      const auto series = this->series(terms_of(*category, policy));
      now = adjustment(figures, series->of(figures.month).average, *category, policy);
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
