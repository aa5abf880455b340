#include "projections/allocations/packages.hpp"
#include "projections/payments/call_monitoring.hpp"
#include "projections/payments/open_book.hpp"
#include "tests/projections/payments/packages.hpp"

#include <doctest/doctest.h>

using namespace careledger;
using namespace careledger::tests;
namespace payments = projections::payments;

namespace {

std::string unmonitored(TestLedger& ledger, std::string_view at) {
  const auto found = payments::unmonitored_providers(ledger.book(), ledger.now_of(at));
  REQUIRE(found.has_value());
  std::string text;
  for (const auto& each : *found) text += each.provider + " " + core::time::format(each.since) + "; ";
  return text;
}

std::string returns(TestLedger& ledger, std::string_view at) {
  const auto moment = ledger.now_of(at);
  const auto packages = projections::allocations::all_packages(ledger.book(), moment);
  REQUIRE(packages.has_value());
  const auto found = payments::open_book_returns(ledger.book(), *packages, moment);
  REQUIRE(found.has_value());
  std::string text;
  for (const auto& each : *found) {
    text += each.provider + " " + std::to_string(each.year) + " " + core::time::format(each.due);
    if (each.returned) text += " returned";
    if (each.overdue(moment.at)) text += " overdue";
    text += "; ";
  }
  return text;
}

}  // namespace

TEST_CASE("PA-2: from the 29th day after 1 April 2019 a provider without visits is a finding") {
  TestLedger ledger;
  provided(ledger, "p1", "s1");
  placed(ledger, "2018-06-01", "k1", "s1");
  CHECK(unmonitored(ledger, "2019-04-29 22:59:59.999999").empty());
  CHECK(unmonitored(ledger, "2019-04-30") == "p1 2019-04-29T23:00:00Z; ");
  visited(ledger, "2019-04-30 12:00", "k1", "2019-04-30");  // a day too late
  CHECK(unmonitored(ledger, "2019-05-10") == "p1 2019-04-29T23:00:00Z; ");
  visited(ledger, "2019-04-29 12:00", "k1", "2019-04-29");
  CHECK(unmonitored(ledger, "2019-05-10").empty());
}

TEST_CASE("PA-2: a later first package gives 28 days of its own; any package of the provider will do") {
  TestLedger ledger;
  provided(ledger, "p1", "s1");
  provided(ledger, "p2", "s2", "residential");
  placed(ledger, "2019-06-01", "k1", "s1");
  placed(ledger, "2019-06-10", "k2", "s1");
  placed(ledger, "2019-06-01", "k3", "s2", "residential");
  CHECK(unmonitored(ledger, "2019-06-29").empty());
  CHECK(unmonitored(ledger, "2019-06-30") == "p1 2019-06-29T23:00:00Z; ");
  visited(ledger, "2019-06-20 12:00", "k2", "2019-06-20");
  CHECK(unmonitored(ledger, "2019-06-30").empty());
}

TEST_CASE("OB-1: a provider owes a return for each year with a package, from its end to 31 March of the year after") {
  TestLedger ledger;
  provided(ledger, "p1", "s1");
  placed(ledger, "2018-06-01", "k1", "s1");
  ledger.told("2019-05-01", "package.ended", "{'package':'k1','by':'council'}");
  CHECK(returns(ledger, "2019-03-31 22:59:59.999999").empty());
  CHECK(returns(ledger, "2019-04-01") == "p1 2018 2020-03-31; ");
  CHECK(returns(ledger, "2020-03-31 22:59:59.999999") == "p1 2018 2020-03-31; ");
  CHECK(returns(ledger, "2020-04-01") == "p1 2018 2020-03-31 overdue; p1 2019 2021-03-31; ");
  ledger.told("2020-04-02", "open-book.returned",
              "{'provider':'p1','year':2018,'income_pence':1,'staff_pence':1,'overhead_pence':0,'surplus_pence':0}");
  CHECK(returns(ledger, "2020-04-02") == "p1 2018 2020-03-31 returned; p1 2019 2021-03-31; ");
  CHECK(returns(ledger, "2021-04-01") == "p1 2018 2020-03-31 returned; p1 2019 2021-03-31 overdue; ");  // none for 2020
}

TEST_CASE("OB-1: a package that ends as the year begins makes none owed; under 2012 none is") {
  TestLedger ledger;
  provided(ledger, "p1", "s1");
  placed(ledger, "2018-06-01", "k1", "s1");
  ledger.told("2019-03-31 23:00", "package.ended", "{'package':'k1','by':'council'}");
  CHECK(returns(ledger, "2021-04-02") == "p1 2018 2020-03-31 overdue; ");
  TestLedger old;
  provided(old, "p1", "s1");
  placed(old, "2013-06-01", "k1", "s1");
  old.told("2014-06-01", "package.ended", "{'package':'k1','by':'council'}");
  CHECK(returns(old, "2021-04-02").empty());
}
