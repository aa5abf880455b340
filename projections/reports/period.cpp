#include "projections/reports/period.hpp"

namespace careledger::projections::reports {

using core::time::add_months;

Months months_of(const Period& period) {
  const auto first = core::time::london_day(period.from);
  const auto end = core::time::add_days(core::time::london_day(period.last()), 1);
  Months length;
  while (add_months(first, length.months + 1) <= end) ++length.months;
  const auto left_over_from = add_months(first, length.months);
  length.days = end.days - left_over_from.days;
  length.month_days = add_months(first, length.months + 1).days - left_over_from.days;
  return length;
}

}  // namespace careledger::projections::reports
