#pragma once

#include "events/period.hpp"
#include "projections/moment.hpp"
#include "projections/policies/payments.hpp"
#include "projections/readings.hpp"

#include <optional>
#include <vector>

namespace careledger::projections::payments {

using core::Result;
using core::event::Sequence;
using core::time::Date;
using core::time::Instant;
using events::Period;

/// A period and its days, both of them its own.
struct PeriodDays {
  Period period;
  Date from;
  Date to;
  std::vector<Sequence> because{};  // the calendar that was published, if one was

  [[nodiscard]] bool has(Date day) const { return from <= day && day <= to; }
};

/// PA-1: the periods of a year as the policy cuts them: the last also takes the days left over.
[[nodiscard]] std::vector<PeriodDays> periods_by_rule(int year, const policies::PaymentsPolicy& policy);

/// PA-1: those of the calendar that was last published for the year by then, or else by the rule.
[[nodiscard]] Result<std::vector<PeriodDays>> periods_of(const Readings& readings, int year,
                                                         const policies::PaymentsPolicy& policy, const Moment& moment);

/// The financial year that a day lies in, by the year in which it begins.
[[nodiscard]] int financial_year(Date day, const policies::PaymentsPolicy& policy);

/// The period of that name; nothing where its year has none.
[[nodiscard]] Result<std::optional<PeriodDays>> days_of(const Readings& readings, Period period,
                                                        const policies::PaymentsPolicy& policy, const Moment& moment);
/// The period that the day lies in; nothing where it lies in none.
[[nodiscard]] Result<std::optional<PeriodDays>> period_on(const Readings& readings, Date day,
                                                          const policies::PaymentsPolicy& policy, const Moment& moment);

}  // namespace careledger::projections::payments
