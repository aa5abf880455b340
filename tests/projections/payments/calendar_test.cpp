#include "projections/payments/calendar.hpp"

#include "tests/projections/ledger.hpp"

#include <doctest/doctest.h>

using namespace careledger;
using namespace careledger::tests;
namespace payments = projections::payments;

namespace {

std::string text(const payments::PeriodDays& days) {
  return events::format(days.period) + " " + core::time::format(days.from) + " " + core::time::format(days.to);
}

core::time::Date day(std::string_view text) {
  return core::time::parse_date(text).value();
}

}  // namespace

TEST_CASE("PA-1: thirteen periods of four weeks from 1 April, the last with the days left over") {
  const auto periods = payments::periods_by_rule(2018, {});
  REQUIRE(periods.size() == 13);
  CHECK(text(periods[0]) == "2018-P01 2018-04-01 2018-04-28");
  CHECK(text(periods[1]) == "2018-P02 2018-04-29 2018-05-26");
  CHECK(text(periods[12]) == "2018-P13 2019-03-03 2019-03-31");
  CHECK(text(payments::periods_by_rule(2019, {})[12]) == "2019-P13 2020-03-02 2020-03-31");  // a leap year: 30 days
}

TEST_CASE("PA-1: a financial year begins on 1 April") {
  CHECK(payments::financial_year(day("2019-03-31"), {}) == 2018);
  CHECK(payments::financial_year(day("2019-04-01"), {}) == 2019);
}

TEST_CASE("PA-1: the calendar last published for the year is in force from when it was") {
  TestLedger ledger;
  ledger.told("2019-03-01", "payment-calendar.published",
              "{'year':2019,'periods':[{'period':'2019-P01','from':'2019-04-08','to':'2019-05-05'}]}");
  ledger.told("2019-03-10", "payment-calendar.published",
              "{'year':2019,'periods':[{'period':'2019-P01','from':'2019-04-09','to':'2019-05-06'}]}");
  const auto on = [&](std::string_view asked, std::string_view at) {
    const auto found = payments::period_on(ledger.book(), day(asked), {}, ledger.now_of(at));
    REQUIRE(found.has_value());
    return *found ? text(**found) : "-";
  };
  CHECK(on("2019-04-09", "2019-02-28") == "2019-P01 2019-04-01 2019-04-28");
  CHECK(on("2019-04-09", "2019-03-05") == "2019-P01 2019-04-08 2019-05-05");
  CHECK(on("2019-04-09", "2019-03-10") == "2019-P01 2019-04-09 2019-05-06");
  CHECK(on("2019-05-06", "2019-03-10") == "2019-P01 2019-04-09 2019-05-06");
  CHECK(on("2019-04-08", "2019-03-10") == "-");
  CHECK(on("2020-04-01", "2019-03-10") == "2020-P01 2020-04-01 2020-04-28");
}
