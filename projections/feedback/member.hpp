#pragma once

#include "projections/facts/facts.hpp"
#include "projections/feedback/month.hpp"
#include "projections/feedback/tally.hpp"
#include "projections/policies/category.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace careledger::projections::feedback {

using core::event::Sequence;

/// The first and the last sequence by which something reads so.
struct Reading {
  Sequence from = 0;
  Sequence last = std::numeric_limits<Sequence>::max();

  [[nodiscard]] bool ends() const { return last != Reading{}.last; }
  [[nodiscard]] bool holds(Sequence known_at) const { return from <= known_at && known_at <= last; }
  /// From which on it always reads so, or never again.
  [[nodiscard]] Sequence settled() const { return ends() ? last + 1 : from; }
};

/// A service as a member of the market: its category and its reviews by month, as known at any point of the log.
class Member {
 public:
  /// A fact of the kind `registered`.
  void add_registration(const ratings::Fact& fact, Reading reading);
  /// A review that was never amended. Those of one month mostly come in the order of their sequences.
  void add(Month month, const Review& review);
  void add_amended(Month month, const Review& review, Reading reading);

  /// By the latest registration that is known, whatever its time.
  [[nodiscard]] std::optional<policies::Category> category(Sequence known_at) const;
  /// Whether it ever was of that category, to any knowledge.
  [[nodiscard]] bool was_of(policies::Category category) const;

  /// Of the months from `from` to before `until`.
  [[nodiscard]] Tally tally(Month from, Month until, Sequence known_at) const;
  /// The same month by month: `each(month, tally)`, some months perhaps in several parts.
  template <class Each>
  void for_each_month(Month from, Month until, Sequence known_at, const Each& each) const;
  /// `each(month, sequence)`: from which on nothing that is known of a month changes, nor the category under which it
  /// counts.
  template <class Each>
  void for_each_change(Month from, Month until, const Each& each) const;
  /// `each(month, review, reading)`
  template <class Each>
  void for_each_review(const Each& each) const;
  /// `each(reading)`: of the registrations, any of which may be of another category.
  template <class Each>
  void for_each_registration(const Each& each) const;
  [[nodiscard]] std::vector<Review> reviews(Month month, Sequence known_at) const;
  /// The first and the last month with reviews, to any knowledge.
  [[nodiscard]] std::optional<std::pair<Month, Month>> span() const;

 private:
  struct Registration {
    policies::Category category;
    Sequence sequence;
    Reading reading;
  };
  /// The reviews are shared by all copies of the member until another comes to that month.
  struct OfMonth {
    Month month;
    Tally tally;
    Sequence first = 0;                            // the lowest sequence
    Sequence last = 0;                             // the highest sequence
    std::shared_ptr<std::vector<Review>> reviews;  // by sequence

    [[nodiscard]] Tally known_by(Sequence known_at) const;
  };
  struct Amended {
    Month month;
    Review review;
    Reading reading;
  };
  [[nodiscard]] std::span<const OfMonth> written(Month from, Month until) const;
  [[nodiscard]] std::span<const Amended> amended(Month from, Month until) const;

  std::vector<Registration> registrations_;
  std::vector<OfMonth> months_;   // ascending
  std::vector<Amended> amended_;  // by month
};

/// A member's reviews as known at one point of the log: what any months come to is a difference.
class KnownMonths {
 public:
  KnownMonths(const Member& member, Sequence known_at);
  /// Of the months from `from` to before `until`.
  [[nodiscard]] Tally between(Month from, Month until) const;

 private:
  [[nodiscard]] const Tally& before(Month month) const;

  Month from_;
  std::vector<Tally> before_;  // what was told of all months before this one: one more than there are months
};

template <class Each>
void Member::for_each_month(Month from, Month until, Sequence known_at, const Each& each) const {
  for (const auto& of : written(from, until)) each(of.month, of.known_by(known_at));
  for (const auto& of : amended(from, until)) {
    if (of.reading.holds(known_at)) each(of.month, Tally::of(of.review));
  }
}

template <class Each>
void Member::for_each_change(Month from, Month until, const Each& each) const {
  Sequence registered = 0;
  for (const auto& of : registrations_) registered = std::max(registered, of.reading.settled());
  for (const auto& of : written(from, until)) each(of.month, std::max(registered, of.last));
  for (const auto& of : amended(from, until)) each(of.month, std::max(registered, of.reading.settled()));
}

template <class Each>
void Member::for_each_review(const Each& each) const {
  for (const auto& of : months_) {
    for (const Review& review : *of.reviews) each(of.month, review, Reading{.from = review.sequence});
  }
  for (const auto& of : amended_) each(of.month, of.review, of.reading);
}

template <class Each>
void Member::for_each_registration(const Each& each) const {
  for (const auto& of : registrations_) each(of.reading);
}

/// The first and the last month in which any of them has reviews.
[[nodiscard]] std::optional<std::pair<Month, Month>> span_of(std::span<const Member* const> members);

}  // namespace careledger::projections::feedback
