#include "tools/simulation/periods.hpp"

#include <doctest/doctest.h>

namespace careledger::tools::simulation {

TEST_CASE("thirteen periods of four weeks, the last with the days left over") {
  CHECK(payment_period(0).name == "2018-P01");
  CHECK(payment_period(0).begin == start_of(2018, 4, 1));
  CHECK(payment_period(0).end == start_of(2018, 4, 29));
  CHECK(payment_period(12).name == "2018-P13");
  CHECK(payment_period(12).begin == start_of(2019, 3, 3));
  CHECK(payment_period(12).end == start_of(2019, 4, 1));
  CHECK(payment_period(13).name == "2019-P01");
  CHECK(payment_period(13 * 7 + 1).name == "2025-P02");
}

TEST_CASE("each period ends where the next begins, and is the first from its own beginning on") {
  for (int number = 0; number < 13 * 9; ++number) {
    const auto period = payment_period(number);
    CHECK(period.end == payment_period(number + 1).begin);
    CHECK(first_period_from(period.begin) == number);
    CHECK(first_period_from(later(period.begin, 1)) == number + 1);
    CHECK(first_period_from(later(period.end, -1)) == number + 1);
    CHECK(period_of(period.begin) == number);
    CHECK(period_of(later(period.end, -1)) == number);
  }
}

}  // namespace careledger::tools::simulation
