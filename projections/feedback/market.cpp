#include "projections/feedback/market.hpp"

#include "projections/ratings/key.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>

namespace careledger::projections::feedback {
namespace {

using policies::Category;
using policies::FeedbackPolicy;
using policies::PolicyInForce;
using ratings::Fact;

const FeedbackPolicy unregulated{};

const FeedbackPolicy& policy_at(std::span<const PolicyInForce> policies, std::optional<Category> category,
                                core::time::Instant at) {
  const auto* const governing = category ? policies::governing(policies, *category, at) : nullptr;
  return governing != nullptr ? governing->policy->rating.feedback : unregulated;
}

/// The months of instants, which mostly come in order: a calendar is asked only where the month is another.
class MonthOf {
 public:
  Month operator()(core::time::Instant instant) {
    if (instant < begins_ || instant >= ends_) {
      month_ = month_of(instant);
      begins_ = start_of(month_);
      ends_ = start_of(Month{month_.index + 1});
    }
    return month_;
  }

 private:
  Month month_;
  core::time::Instant begins_{};
  core::time::Instant ends_{};  // none yet
};

}  // namespace

bool is_adjusted(std::optional<Category> category, std::span<const PolicyInForce> policies) {
  return category && std::any_of(policies.begin(), policies.end(), [&](const PolicyInForce& each) {
           return each.policy->rating.feedback.adjusts.has(*category);
         });
}

void Market::Member::add(Month month, const Fact& review) {
  auto at = months.end();
  if (!months.empty() && months.back().month == month) {
    --at;  // reviews mostly come in the order of their time
  } else if (!months.empty() && months.back().month > month) {
    at = std::lower_bound(months.begin(), months.end(), month,
                          [](const MonthTally& each, Month wanted) { return each.month < wanted; });
  }
  if (at == months.end() || at->month != month) at = months.insert(at, {.month = month, .tally = {}});
  at->tally.add(review);
}

Market::Market(const facts::Loaded& registrations, const facts::Loaded& reviews, core::event::Sequence known_at) {
  boost::unordered_flat_map<ServiceKey, Member> members;  // a key is a hash already
  facts::for_each_known_by(registrations, known_at, [&members](const Fact& fact) {
    Member& member = members[fact.key];
    if (fact.sequence < member.registered_by) return;
    member.registered_by = fact.sequence;
    member.category = fact.category;
  });
  MonthOf month_of;
  facts::for_each_known_by(reviews, known_at,
                           [&](const Fact& review) { members[review.key].add(month_of(review.time), review); });
  members_.reserve(members.size());
  for (auto& [key, member] : members) members_[key] = std::make_shared<const Member>(std::move(member));
}

Market::Market(const Market& before, std::span<const Fact> further) : members_(before.members_) {
  std::unordered_map<ServiceKey, Member> changed;
  for (const Fact& review : further) {
    const auto& kept = members_[review.key];
    changed.try_emplace(review.key, kept ? *kept : Member{}).first->second.add(month_of(review.time), review);
  }
  for (auto& [key, member] : changed) members_[key] = std::make_shared<const Member>(std::move(member));
}

const Market::Member* Market::member(ServiceKey key) const {
  const auto found = members_.find(key);
  return found == members_.end() ? nullptr : found->second.get();
}

// CF-1: the months before, not the month itself.
Tally Market::tally_before(const Member& member, Month month, int window_months) {
  Tally tally;
  const auto from = std::lower_bound(member.months.begin(), member.months.end(), Month{month.index - window_months},
                                     [](const MonthTally& each, Month wanted) { return each.month < wanted; });
  for (auto each = from; each != member.months.end() && each->month < month; ++each) tally += each->tally;
  return tally;
}

// CF-2
std::shared_ptr<const Average> Market::average(const AverageKey& key) const {
  const std::lock_guard lock(mutex_);
  auto& known = averages_[key];
  if (known) return known;
  Average average;
  for (const auto& [unused, member] : members_) {
    if (member->category != key.category) continue;
    const auto tally = tally_before(*member, key.month, key.window_months);
    if (tally.reviews < static_cast<std::uint64_t>(key.least_reviews)) continue;
    if (const auto rating = tally.rating()) average.add(*rating);
  }
  known = std::make_shared<const Average>(std::move(average));
  return known;
}

Figures Market::figures(const Member& member, Month month, std::optional<Category> category,
                        const FeedbackPolicy& policy) const {
  Figures figures{.month = month, .tally = tally_before(member, month, policy.window_months)};
  figures.rating = figures.tally.rating();
  // CF-3
  figures.insufficient = !figures.rating || figures.tally.reviews < static_cast<std::uint64_t>(policy.least_reviews);
  if (!category) return figures;
  const auto average = this->average({.category = *category,
                                      .month = month,
                                      .window_months = policy.window_months,
                                      .least_reviews = policy.least_reviews});
  if (average->size() == 0) return figures;
  figures.market_average = average->rounded();
  // CF-4
  if (figures.insufficient || !policy.adjusts.has(*category)) return figures;
  for (const auto& step : policy.steps) {
    const int side = average->beyond(*figures.rating, static_cast<std::uint64_t>(step.above_basis_points));
    if (side != 0) figures.adjustment = side * step.adjustment;
  }
  return figures;
}

Figures Market::figures(std::string_view service, std::optional<Category> category,
                        std::span<const PolicyInForce> policies, core::time::Instant at) const {
  static const Member nobody{};
  const auto* const found = member(ratings::key_of(service));
  return figures(found != nullptr ? *found : nobody, month_of(at), category, policy_at(policies, category, at));
}

std::vector<ratings::FeedbackMonth> Market::adjustments(std::string_view service, std::optional<Category> category,
                                                        std::span<const PolicyInForce> policies) const {
  const auto* const found = member(ratings::key_of(service));
  if (found == nullptr || found->months.empty() || !is_adjusted(category, policies)) return {};
  // Nothing moves but at the start of a month or of a policy, while the service has reviews that count.
  int window_months = 0;
  std::vector<core::time::Instant> instants;
  for (const PolicyInForce& each : policies) {
    if (!each.policy->categories.has(*category)) continue;
    window_months = std::max(window_months, each.policy->rating.feedback.window_months);
    instants.push_back(each.start);
  }
  const Month last{found->months.back().month.index + window_months + 1};
  for (Month month = found->months.front().month; month <= last; ++month.index) instants.push_back(start_of(month));
  std::sort(instants.begin(), instants.end());
  instants.erase(std::unique(instants.begin(), instants.end()), instants.end());

  std::vector<ratings::FeedbackMonth> changes;
  int adjustment = 0;
  for (const auto at : instants) {
    const FeedbackPolicy& policy = policy_at(policies, category, at);
    const int now = policy.adjusts.has(*category) ? figures(*found, month_of(at), category, policy).adjustment : 0;
    if (now == adjustment) continue;
    adjustment = now;
    changes.push_back({.start = at, .adjustment = now});
  }
  return changes;
}

}  // namespace careledger::projections::feedback
