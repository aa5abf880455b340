#include "tools/simulation/periods.hpp"

#include "events/period.hpp"

#include <algorithm>

namespace careledger::tools::simulation {
namespace {

constexpr int first_year = 2018;
constexpr int days_a_period = 28;

Date first_of_april(int year) {
  return core::time::date_of({.year = year, .month = 4, .day = 1});
}

}  // namespace

PaymentPeriod payment_period(int number) {
  const int year = first_year + number / events::periods_a_year;
  const int within = number % events::periods_a_year;
  const auto begin = core::time::add_days(first_of_april(year), within * days_a_period);
  const bool last = within + 1 == events::periods_a_year;
  const auto end = last ? first_of_april(year + 1) : core::time::add_days(begin, days_a_period);
  return {.name = events::format(events::Period{.year = year, .number = within + 1}),
          .begin = core::time::start_of_day(begin),
          .end = core::time::start_of_day(end)};
}

int first_period_from(Instant instant) {
  const auto today = core::time::london_day(instant);
  const auto parts = core::time::civil(today);
  const int year = parts.month < 4 ? parts.year - 1 : parts.year;
  const int within = std::min((today.days - first_of_april(year).days) / days_a_period, events::periods_a_year - 1);
  const int number = (year - first_year) * events::periods_a_year + within;
  return payment_period(number).begin >= instant ? number : number + 1;
}

}  // namespace careledger::tools::simulation
