#include "projections/feedback/tally.hpp"

#include <utility>

namespace careledger::projections::feedback {
namespace {

constexpr Wide hundred_percent = 10'000;

}  // namespace

bool operator<(Percentage a, Percentage b) {
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

std::string points(std::uint64_t hundredths) {
  const auto fraction = hundredths % 100;
  return std::to_string(hundredths / 100) + (fraction < 10 ? ".0" : ".") + std::to_string(fraction);
}

Review review_of(const ratings::Fact& fact) {
  return {.time = fact.time,
          .sequence = fact.sequence,
          .set = fact.whole,
          .delivered = fact.part,
          .recommends = fact.recommends};
}

Tally Tally::of(const Review& review) {
  Tally tally;
  tally.add(review);
  return tally;
}

void Tally::add(const Review& review) {
  ++reviews;
  set += review.set;
  delivered += review.delivered;
  yes += review.recommends == ratings::Recommends::yes ? 1 : 0;
  no += review.recommends == ratings::Recommends::no ? 1 : 0;
}

Tally& Tally::operator+=(const Tally& other) {
  reviews += other.reviews;
  set += other.set;
  delivered += other.delivered;
  yes += other.yes;
  no += other.no;
  return *this;
}

Tally& Tally::operator-=(const Tally& other) {
  reviews -= other.reviews;
  set -= other.set;
  delivered -= other.delivered;
  yes -= other.yes;
  no -= other.no;
  return *this;
}

std::optional<Percentage> Tally::outcomes() const {
  if (set == 0) return std::nullopt;
  return Percentage{.numerator = hundred_percent * delivered, .denominator = set};
}

std::optional<Percentage> Tally::recommended() const {
  if (yes + no == 0) return std::nullopt;
  return Percentage{.numerator = hundred_percent * yes, .denominator = yes + no};
}

// CF-1
std::optional<Percentage> Tally::rating() const {
  const auto of_outcomes = outcomes();
  const auto of_answers = recommended();
  if (!of_outcomes) return of_answers;
  if (!of_answers) return of_outcomes;
  const Wide answers = yes + no;
  return Percentage{.numerator = hundred_percent * (Wide{delivered} * answers + Wide{yes} * set),
                    .denominator = 2 * Wide{set} * answers};
}

}  // namespace careledger::projections::feedback
