#pragma once

#include "projections/feedback/average.hpp"
#include "projections/feedback/month.hpp"
#include "projections/policies/category.hpp"

#include <optional>
#include <vector>

namespace careledger::projections::feedback {

/// CF-2: of which services, and by which terms, an average is taken.
struct AverageTerms {
  policies::Category category;
  int window_months;
  int least_reviews;
  auto operator<=>(const AverageTerms&) const = default;
};

/// CF-2: the averages of a market, month by month.
class Series {
 public:
  struct OfMonth {
    Average average;
    core::event::Sequence settled = 0;  // from it on nothing that the average rests on has changed
  };

  /// Of the months from `from` to before `until`, all without anything.
  Series(Month from, Month until);

  [[nodiscard]] Month from() const { return from_; }
  [[nodiscard]] Month until() const { return {from_.index + static_cast<int>(months_.size())}; }
  /// A month outside has an average of nothing.
  [[nodiscard]] const OfMonth& of(Month month) const;
  /// The first month whose average rests on what came to be known after that sequence.
  [[nodiscard]] std::optional<Month> first_unsettled(core::event::Sequence known_at) const;
  /// Precondition: the month is inside.
  [[nodiscard]] OfMonth& at(Month month) { return months_[static_cast<std::size_t>(month.index - from_.index)]; }

 private:
  Month from_;
  std::vector<OfMonth> months_;
};

}  // namespace careledger::projections::feedback
