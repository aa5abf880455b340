#include "projections/feedback/tally.hpp"

namespace careledger::projections::feedback {
namespace {

constexpr Wide hundred_percent = 10'000;

}  // namespace

void Tally::add(const ratings::Fact& review) {
  ++reviews;
  set += review.whole;
  delivered += review.part;
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
