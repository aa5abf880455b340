#include "projections/feedback/average.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace careledger::projections::feedback;

namespace {

Percentage of_hundredths(std::uint64_t hundredths) {
  return {.numerator = hundredths, .denominator = 1};
}

struct Averaged {
  Average average;
  std::vector<Percentage> of;

  [[nodiscard]] std::uint64_t rounded() const {
    return average.rounded([this] { return of; });
  }
  [[nodiscard]] int beyond(const Percentage& percentage, std::uint64_t distance) const {
    return average.beyond(percentage, distance, [this] { return of; });
  }
};

Averaged average_of(std::initializer_list<Percentage> of) {
  Averaged averaged{.average = {}, .of = of};
  for (const auto& each : of) averaged.average.add(each);
  return averaged;
}

}  // namespace

TEST_CASE("CF-3: exactly at a distance is not beyond it, whichever fractions the mean is made of") {
  // The mean of 1/3, 1/3 and 1/3 of 300 points is 100 points exactly, though no third is exact in fixed point.
  const Percentage third{.numerator = 30'000, .denominator = 3};
  const auto average = average_of({third, third, third});
  CHECK(average.rounded() == 10'000);
  CHECK(average.beyond(of_hundredths(10'100), 100) == 0);
  CHECK(average.beyond(of_hundredths(9'900), 100) == 0);
  CHECK(average.beyond({.numerator = 1'010'001, .denominator = 100}, 100) == 1);
  CHECK(average.beyond({.numerator = 989'999, .denominator = 100}, 100) == -1);
}

TEST_CASE("CF-3: the least excess beyond a distance counts, however small the fraction") {
  const Wide large = Wide{1} << 70;
  const Percentage sevenths{.numerator = 50'000, .denominator = 7};
  const auto average = average_of({sevenths, sevenths});
  const Percentage exactly{.numerator = 50'000 + 7 * 500, .denominator = 7};
  CHECK(average.beyond(exactly, 500) == 0);
  const Percentage above{.numerator = exactly.numerator * large + 1, .denominator = 7 * large};
  CHECK(average.beyond(above, 500) == 1);
}

TEST_CASE("CF-2: the mean is rounded half-up, and an exact half rounds up") {
  CHECK(average_of({of_hundredths(1), of_hundredths(2)}).rounded() == 2);
  CHECK(average_of({of_hundredths(1), of_hundredths(1), of_hundredths(2)}).rounded() == 1);
  const Percentage sixth{.numerator = 1, .denominator = 6};
  CHECK(average_of({sixth, sixth, {.numerator = 7, .denominator = 6}}).rounded() == 1);  // 1.5 / 3 = 0.5
}

TEST_CASE("CF-1: the rating is the mean of outcomes and answers, or the one that has data") {
  CHECK_FALSE(Tally{.reviews = 3}.rating().has_value());
  CHECK(Tally{.reviews = 1, .set = 3, .delivered = 2}.rating()->rounded() == 6'667);
  CHECK(Tally{.reviews = 2, .yes = 1, .no = 1}.rating()->rounded() == 5'000);
  CHECK(Tally{.reviews = 2, .set = 4, .delivered = 1, .yes = 1, .no = 0}.rating()->rounded() == 6'250);
}

TEST_CASE("AL-19: feedback ratings compare exactly") {
  const auto less = [](Percentage a, Percentage b) { return a < b; };
  CHECK(less({1, 3}, {1, 2}));
  CHECK(!less({1, 2}, {2, 4}));
  CHECK(!less({2, 1}, {1, 1}));
  CHECK(less({0, 7}, {1, 1'000'000}));
  CHECK(!less({0, 7}, {0, 3}));
  const Wide large = (Wide{1} << 120);
  CHECK(less({large - 1, large}, {large, large + 1}));
  CHECK(!less({large, large + 1}, {large - 1, large}));
  CHECK(points(8120) == "81.20");
  CHECK(points(5) == "0.05");
}
