#pragma once

#include "tools/simulation/stage.hpp"

#include <string>

namespace careledger::tools::simulation {

/// A payment period by the policies' rule: thirteen of four weeks from 1 April, the last with the days left over.
struct PaymentPeriod {
  std::string name;  // `2018-P01`
  Instant begin;
  Instant end;
};

/// They are counted from 2018-P01, which is 0.
[[nodiscard]] PaymentPeriod payment_period(int number);
/// The first that begins then or later.
[[nodiscard]] int first_period_from(Instant instant);
/// The one that is under way then.
[[nodiscard]] inline int period_of(Instant instant) {
  return first_period_from(later(instant, 1)) - 1;
}

}  // namespace careledger::tools::simulation
