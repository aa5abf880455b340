#include "projections/payments/account.hpp"

#include "tests/projections/payments/packages.hpp"

#include <doctest/doctest.h>

using namespace careledger;
using namespace careledger::tests;
namespace payments = projections::payments;
using payments::Visit;

namespace {

constexpr std::int64_t minute = 60'000'000;

/// Planned at 1 January 1970 09:00 for an hour; made from and to so many minutes after nine.
Visit made(std::optional<int> from, std::optional<int> to, std::int64_t carers = 1) {
  constexpr std::int64_t nine = 9 * 60 * minute;
  Visit visit{.package = "k", .sequence = 7, .planned_start = {nine}, .planned_end = {nine + 60 * minute}};
  if (from) visit.start = core::time::Instant{nine + *from * minute};
  if (to) visit.end = core::time::Instant{nine + *to * minute};
  visit.carers = carers;
  return visit;
}

std::string differences(const Visit& visit, std::int64_t carers = 1) {
  std::vector<payments::Difference> found;
  payments::add_differences(visit, carers, found);
  std::string text;
  for (const auto& each : found) {
    text += std::string(payments::difference_names[static_cast<std::size_t>(each.kind)]) + " " +
            std::to_string(each.seconds) + "; ";
  }
  return text;
}

std::int64_t hundredths(std::string_view unit, const std::vector<Visit>& visits) {
  return payments::hundredths_of(unit, visits).value_or(-1);
}

}  // namespace

TEST_CASE("PA-2: a visit differs where it was missed, late, short, never ended, or made by too few") {
  CHECK(differences(made(0, 60)).empty());
  CHECK(differences(made(-10, 70)).empty());
  CHECK(differences(made({}, {}, 0)) == "missed 3600; ");
  CHECK(differences(made(5, 65)) == "late 300; ");
  CHECK(differences(made(0, 45)) == "short 900; ");
  CHECK(differences(made(10, 60)) == "late 600; short 600; ");
  CHECK(differences(made(0, {})) == "unfinished 0; ");
  CHECK(differences(made({}, 60)) == "unfinished 0; ");
  CHECK(differences(made(0, 60, 1), 2) == "carers 0; ");
  CHECK(differences(made(0, 60, 2), 2).empty());
}

TEST_CASE("PA-2: visits bear out the hours given up to those planned, the visits made, or the days with one") {
  const std::vector<Visit> visits{made(0, 60), made(0, 90), made(0, 20), made({}, {}), made(0, {})};
  CHECK(hundredths("hour", visits) == 233);  // 140 minutes
  CHECK(hundredths("session", visits) == 300);
  CHECK(hundredths("day", visits) == 100);
  CHECK(hundredths("week", visits) == -1);
  CHECK(hundredths("hour", {}) == 0);
}

TEST_CASE("PA-2: each visit costs the price of its day") {
  TestLedger ledger;
  provided(ledger, "p1", "s1");
  placed(ledger, "2019-04-01", "k1", "s1");
  ledger.told("2019-04-10", "package.varied", "{'package':'k1','price_pence':1700,'reason':'agreed'}");
  visited(ledger, "2019-04-09 12:00", "k1", "2019-04-09");
  visited(ledger, "2019-04-10 12:00", "k1", "2019-04-10");
  visited(ledger, "2019-04-29 12:00", "k1", "2019-04-29");  // of the next period
  const auto moment = ledger.now_of("2019-05-10");
  const auto package = projections::allocations::package_of(ledger.book(), "k1", moment);
  REQUIRE((package.has_value() && package->has_value()));
  const auto account =
      payments::account_of(ledger.book(), {}, **package, payments::periods_by_rule(2019, {})[0], moment);
  REQUIRE(account.has_value());
  CHECK(account->visits.size() == 2);
  CHECK(account->visited_hundredths == 200);
  CHECK(account->expected_pence == 3300);
  CHECK_FALSE(account->accurate().has_value());  // nothing was invoiced
}
