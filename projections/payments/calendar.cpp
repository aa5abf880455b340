#include "projections/payments/calendar.hpp"

#include "events/describe.hpp"
#include "events/market/pricing.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>

namespace careledger::projections::payments {
namespace {

using core::fail;
using core::time::add_days;
using events::market::PaymentCalendarPublished;

template <class Wanted>
std::optional<PeriodDays> first_of(const std::vector<PeriodDays>& periods, Wanted wanted) {
  const auto found = std::find_if(periods.begin(), periods.end(), wanted);
  return found == periods.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

std::vector<PeriodDays> periods_by_rule(int year, const policies::PaymentsPolicy& policy) {
  std::vector<PeriodDays> periods;
  Date from = policy.year_begins.in(year);
  for (int number = 1; number <= policy.periods_a_year; ++number) {
    const Date next = add_days(from, policy.period_days);
    periods.push_back({.period = {.year = year, .number = number}, .from = from, .to = add_days(next, -1)});
    from = next;
  }
  periods.back().to = add_days(policy.year_begins.in(year + 1), -1);
  return periods;
}

Result<std::vector<PeriodDays>> periods_of(const Readings& readings, int year, const policies::PaymentsPolicy& policy,
                                           const Moment& moment) {
  constexpr std::array types{PaymentCalendarPublished::type};
  std::optional<std::vector<PeriodDays>> published;
  auto told = record::tell(readings.view(), "", types, moment, [&](const record::Entry& entry, core::json::Value data) {
    const auto calendar = events::decode_stored<PaymentCalendarPublished>(data);
    if (!calendar || calendar->year.value != year) return;
    std::vector<Sequence> because;
    entry.append_to(because);
    published.emplace();
    for (const auto& each : calendar->periods) {
      published->push_back({.period = each.period, .from = each.from, .to = each.to, .because = because});
    }
  });
  if (!told) return fail(std::move(told.error()));
  return published ? std::move(*published) : periods_by_rule(year, policy);
}

int financial_year(Date day, const policies::PaymentsPolicy& policy) {
  const int year = core::time::civil(day).year;
  return day < policy.year_begins.in(year) ? year - 1 : year;
}

Result<std::optional<PeriodDays>> days_of(const Readings& readings, Period period,
                                          const policies::PaymentsPolicy& policy, const Moment& moment) {
  const auto periods = periods_of(readings, period.year, policy, moment);
  if (!periods) return fail(periods.error());
  return first_of(*periods, [period](const PeriodDays& each) { return each.period == period; });
}

Result<std::optional<PeriodDays>> period_on(const Readings& readings, Date day, const policies::PaymentsPolicy& policy,
                                            const Moment& moment) {
  const auto periods = periods_of(readings, financial_year(day, policy), policy, moment);
  if (!periods) return fail(periods.error());
  return first_of(*periods, [day](const PeriodDays& each) { return each.has(day); });
}

}  // namespace careledger::projections::payments
