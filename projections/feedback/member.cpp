#include "projections/feedback/member.hpp"

#include <algorithm>

namespace careledger::projections::feedback {
namespace {

/// Of what is sorted by month.
template <class Of>
std::span<const Of> between(const std::vector<Of>& all, Month from, Month until) {
  const auto begins = std::ranges::lower_bound(all, from, {}, &Of::month);
  const auto ends = std::ranges::lower_bound(begins, all.end(), until, {}, &Of::month);
  return {begins, ends};
}

}  // namespace

void Member::add_registration(const ratings::Fact& fact, Reading reading) {
  registrations_.push_back({.category = fact.category, .sequence = fact.sequence, .reading = reading});
}

void Member::add(Month month, const Review& review) {
  auto at = months_.end();
  if (!months_.empty() && months_.back().month >= month)
    at = std::ranges::lower_bound(months_, month, {}, &OfMonth::month);
  if (at == months_.end() || at->month != month) {
    at = months_.insert(at, {.month = month,
                             .tally = {},
                             .first = review.sequence,
                             .last = 0,
                             .reviews = std::make_shared<std::vector<Review>>()});
  } else if (at->reviews.use_count() > 1) {
    at->reviews = std::make_shared<std::vector<Review>>(*at->reviews);
  }
  auto& reviews = *at->reviews;
  reviews.insert(std::ranges::upper_bound(reviews, review.sequence, {}, &Review::sequence), review);
  at->tally.add(review);
  at->first = std::min(at->first, review.sequence);
  at->last = std::max(at->last, review.sequence);
}

void Member::add_amended(Month month, const Review& review, Reading reading) {
  const auto at = std::ranges::upper_bound(amended_, month, {}, &Amended::month);
  amended_.insert(at, {.month = month, .review = review, .reading = reading});
}

std::optional<policies::Category> Member::category(Sequence known_at) const {
  const Registration* latest = nullptr;
  for (const auto& each : registrations_) {
    if (each.reading.holds(known_at) && (latest == nullptr || latest->sequence < each.sequence)) latest = &each;
  }
  return latest != nullptr ? std::optional(latest->category) : std::nullopt;
}

bool Member::was_of(policies::Category category) const {
  return std::ranges::any_of(registrations_, [category](const auto& each) { return each.category == category; });
}

std::span<const Member::OfMonth> Member::written(Month from, Month until) const {
  return between(months_, from, until);
}

std::span<const Member::Amended> Member::amended(Month from, Month until) const {
  return between(amended_, from, until);
}

Tally Member::OfMonth::known_by(Sequence known_at) const {
  if (last <= known_at) return tally;
  if (first > known_at) return {};
  const auto ends = std::ranges::upper_bound(*reviews, known_at, {}, &Review::sequence);
  Tally known;
  if (ends - reviews->begin() <= reviews->end() - ends) {
    for (auto review = reviews->begin(); review != ends; ++review) known.add(*review);
    return known;
  }
  known = tally;
  for (auto review = ends; review != reviews->end(); ++review) known -= Tally::of(*review);
  return known;
}

Tally Member::tally(Month from, Month until, Sequence known_at) const {
  Tally all;
  for_each_month(from, until, known_at, [&all](Month, const Tally& tally) { all += tally; });
  return all;
}

std::vector<Review> Member::reviews(Month month, Sequence known_at) const {
  const Month next{month.index + 1};
  std::vector<Review> reviews;
  for (const auto& each : written(month, next)) {
    const auto ends = std::ranges::upper_bound(*each.reviews, known_at, {}, &Review::sequence);
    reviews.assign(each.reviews->begin(), ends);
  }
  for (const auto& each : amended(month, next)) {
    if (each.reading.holds(known_at)) reviews.push_back(each.review);
  }
  return reviews;
}

std::optional<std::pair<Month, Month>> Member::span() const {
  std::optional<std::pair<Month, Month>> span;
  const auto take = [&span](Month first, Month last) {
    span = span ? std::pair(std::min(span->first, first), std::max(span->second, last)) : std::pair(first, last);
  };
  if (!months_.empty()) take(months_.front().month, months_.back().month);
  if (!amended_.empty()) take(amended_.front().month, amended_.back().month);
  return span;
}

KnownMonths::KnownMonths(const Member& member, Sequence known_at) {
  const auto span = member.span();
  before_.resize(span ? static_cast<std::size_t>(span->second.index - span->first.index) + 2 : 1);
  if (!span) return;
  from_ = span->first;
  member.for_each_month(from_, {span->second.index + 1}, known_at, [this](Month month, const Tally& tally) {
    before_[static_cast<std::size_t>(month.index - from_.index) + 1] += tally;
  });
  for (std::size_t i = 1; i < before_.size(); ++i) before_[i] += before_[i - 1];
}

const Tally& KnownMonths::before(Month month) const {
  const auto last = static_cast<std::ptrdiff_t>(before_.size()) - 1;
  return before_[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(month.index - from_.index, 0, last))];
}

Tally KnownMonths::between(Month from, Month until) const {
  Tally tally = before(until);
  tally -= before(from);
  return tally;
}

std::optional<std::pair<Month, Month>> span_of(std::span<const Member* const> members) {
  std::optional<std::pair<Month, Month>> span;
  for (const Member* const member : members) {
    const auto months = member->span();
    if (!months) continue;
    span = span ? std::pair(std::min(span->first, months->first), std::max(span->second, months->second)) : *months;
  }
  return span;
}

}  // namespace careledger::projections::feedback
