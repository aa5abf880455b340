#pragma once

#include "projections/feedback/member.hpp"
#include "projections/feedback/series.hpp"

#include <span>
#include <vector>

namespace careledger::projections::feedback {

/// CF-2: how the averages of a market moved as knowledge grew. Each month has its stretches of knowledge, in which its
/// average stayed within narrow bounds: these decide nearly always how far a rating lies from it, and need no pass over
/// the market. Immutable.
class Drift {
 public:
  /// Of the members that ever were of the category.
  Drift(const AverageTerms& terms, std::span<const Member* const> members);

  /// The last sequence by which anything changed.
  [[nodiscard]] Sequence knows() const { return knows_; }
  /// Empty where nothing had an average then.
  [[nodiscard]] Bounds bounds(Month month, Sequence known_at) const;

 private:
  struct Stretch {
    Sequence from;
    Bounds bounds;
  };
  using OfMonth = std::vector<Stretch>;
  class Course;

  Month from_;
  std::vector<OfMonth> months_;
  Sequence knows_ = 0;
};

}  // namespace careledger::projections::feedback
