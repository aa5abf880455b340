#include "core/money/pence.hpp"

#include "core/money/quantity.hpp"

#include <doctest/doctest.h>

#include <cstdint>

using namespace careledger::core::money;

TEST_CASE("a product is rounded half-up to the penny, once") {
  CHECK(times(100, {.numerator = 1, .denominator = 200}) == 1);  // half a penny
  CHECK(times(99, {.numerator = 1, .denominator = 200}) == 0);
  CHECK(times(30000, {.numerator = 102'200'000, .denominator = 100'000'000}) == 30660);
  CHECK(times(20000, {.numerator = 8'210'000, .denominator = 7'830'000}) == 20971);  // 209.706…
  CHECK(times(0, {.numerator = 7, .denominator = 3}) == 0);
}

TEST_CASE("basis points go up and down, and no fee falls below nothing") {
  CHECK(adjusted(51631, 200) == 52664);   // 526.6362
  CHECK(adjusted(51631, -300) == 50082);  // 500.8207
  CHECK(adjusted(25, 200) == 26);         // 25.5
  CHECK(adjusted(24, 200) == 24);         // 24.48
  CHECK(adjusted(51631, 0) == 51631);
  CHECK(adjusted(51631, -20'000) == 0);
}

TEST_CASE("what is more than any council pays stays at the limit") {
  CHECK(times(most_pence, {.numerator = 2'000'000'000'000'000'000, .denominator = 1}) == most_pence);
  CHECK(times(most_pence, {}) == most_pence);
}

TEST_CASE("fractions are compared exactly") {
  CHECK(is_less({.numerator = 821, .denominator = 783}, {.numerator = 900, .denominator = 850}));
  CHECK_FALSE(is_less({.numerator = 1, .denominator = 3}, {.numerator = 2, .denominator = 6}));
  CHECK(is_less({.numerator = INT64_MAX - 1, .denominator = INT64_MAX}, {}));
}

TEST_CASE("a quantity has two places, half-up") {
  CHECK(hundredths(5, 2) == 250);
  CHECK(hundredths(1, 3) == 33);
  CHECK(hundredths(2, 3) == 67);
  CHECK(hundredths(1, 200) == 1);
  CHECK(hundredths(999'999'999'999'999'999, 1'000'000) == 100'000'000'000'000);
  CHECK(two_places(1025) == "10.25");
  CHECK(two_places(5) == "0.05");
  CHECK(two_places(-105) == "-1.05");
  CHECK(two_places(0) == "0.00");
}
