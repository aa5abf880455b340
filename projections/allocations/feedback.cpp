#include "projections/allocations/feedback.hpp"

#include "projections/ratings/score.hpp"

#include <utility>

namespace careledger::projections::allocations {

std::string FeedbackRating::text() const {
  const auto hundredths = static_cast<std::int64_t>((2 * numerator + denominator) / (2 * denominator));
  return ratings::Score{hundredths, 100, true}.text();
}

bool operator<(FeedbackRating a, FeedbackRating b) {
  // As continued fractions: by the whole parts, then by the reciprocals of what is left, the other way round.
  for (;;) {
    const auto whole_a = a.numerator / a.denominator;
    const auto whole_b = b.numerator / b.denominator;
    if (whole_a != whole_b) return whole_a < whole_b;
    a.numerator %= a.denominator;
    b.numerator %= b.denominator;
    if (a.numerator == 0 || b.numerator == 0) return a.numerator == 0 && b.numerator != 0;
    std::swap(a.numerator, a.denominator);
    std::swap(b.numerator, b.denominator);
    std::swap(a, b);
  }
}

core::Result<std::optional<FeedbackRating>> feedback_rating(Readings&, const services::Service&, const Moment&) {
  return std::nullopt;  // no reviews are folded
}

}  // namespace careledger::projections::allocations
