#include "projections/reports/period.hpp"

namespace careledger::projections::reports {

using core::time::add_months;

namespace {

std::int64_t time_of_day(core::time::Instant instant, core::time::Date day) {
  return instant.micros - core::time::start_of_day(day).micros;
}

}  // namespace

Months months_of(const Period& period) {
  const auto first = core::time::london_day(period.from);
  auto end = core::time::london_day(period.to);
  // A day that was begun counts, but for the time of day at which the period began.
  if (time_of_day(period.to, end) > time_of_day(period.from, first)) end = core::time::add_days(end, 1);
  Months length;
  while (add_months(first, length.months + 1) <= end) ++length.months;
  const auto left_over_from = add_months(first, length.months);
  length.days = end.days - left_over_from.days;
  length.month_days = add_months(first, length.months + 1).days - left_over_from.days;
  return length;
}

}  // namespace careledger::projections::reports
