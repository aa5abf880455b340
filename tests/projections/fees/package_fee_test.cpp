#include "projections/fees/package_fee.hpp"

#include "projections/fees/controls.hpp"
#include "tests/projections/payments/packages.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace careledger;
using namespace careledger::tests;
namespace fees = projections::fees;

namespace {

/// A gold and a silver home with a schedule of 500.00 a week.
struct Market {
  TestLedger ledger;

  Market() {
    provided(ledger, "p1", "gold", "residential");
    provided(ledger, "p2", "silver", "residential");
    for (const std::string home : {"gold", "silver"}) {
      ledger.told("2018-04-10", "inspection.published",
                  "{'service':'" + home + "','inspector':'council','kind':'full','outcome':'" + home + "'}");
      ledger.told(
          "2018-04-11", "enrolment.applied",
          "{'service':'" + home + "','scheme':'2018','evidence':{'cqc_registration':true,'bank_details':true," +
              "'accounts':true,'employers_liability':true,'public_liability':true,'company_registration':true," +
              "'bankruptcy_and_convictions_disclosed':true,'policies':true}}");
      ledger.told("2018-04-11", "enrolment.accepted", "{'service':'" + home + "','scheme':'2018'}");
    }
    ledger.told("2018-04-01", "fee-schedule.set",
                "{'scheme':'2018','category':'residential','unit':'week','hotel_pence':30000,'care_pence':20000}");
  }

  void awarded(const std::string& package, const std::string& service, const std::string& unit = "week",
               const std::string& units = "1.00") {
    ledger.told("2018-05-01", "requirement.published",
                "{'requirement':'r-" + package + "','scheme':'2018','category':'residential','citizen':'c1','unit':'" +
                    unit + "','units_per_week':'" + units + "','closes':'2018-05-03T12:00:00Z'}");
    ledger.told(
        "2018-05-02", "offer.submitted",
        "{'offer':'o-" + package + "','requirement':'r-" + package + "','service':'" + service + "','can_meet':true}");
    ledger.told("2018-05-04", "award.made",
                "{'requirement':'r-" + package + "','offer':'o-" + package + "','package':'" + package + "'}");
  }

  fees::PackageFee fee_of(const std::string& id, std::string_view at) {
    const auto moment = ledger.now_of(at);
    const auto schedules = fees::read_schedules(ledger.book(), moment.known_at);
    const auto package = projections::allocations::package_of(ledger.book(), id, moment);
    REQUIRE((schedules.has_value() && package.has_value() && package->has_value()));
    auto fee = fees::package_fee(ledger.book(), *schedules, **package, moment);
    REQUIRE(fee.has_value());
    return *fee;
  }

  bool fee_rests_on(const std::string& id, std::string_view at, core::event::Sequence event) {
    const auto because = fee_of(id, at).because;
    return std::find(because.begin(), because.end(), event) != because.end();
  }

  /// `51000 FE-2 weekly 51000`
  std::string fee(const std::string& id, std::string_view at) {
    const auto fee = fee_of(id, at);
    const auto text = [](const std::optional<std::int64_t>& pence) { return pence ? std::to_string(*pence) : "-"; };
    return text(fee.fee_pence) + " " + std::string(fee.rule) + " weekly " + text(fee.weekly_pence);
  }
};

}  // namespace

TEST_CASE("FE-2: a late fact about the award's day moves no premium, and the audit reports it") {
  Market market;
  market.awarded("k1", "gold");
  market.awarded("k2", "silver");
  market.ledger.told("2018-04-20", "inspection.published",
                     "{'service':'gold','inspector':'council','kind':'focussed','outcome':'silver'}");
  CHECK(market.fee("k1", "2018-06-01") == "51000 FE-2 weekly 51000");
  CHECK(market.fee("k2", "2018-06-01") == "50000 FE-4 weekly 50000");
  const auto drifts = fees::adjustment_drifts(market.ledger.book(), market.ledger.now_of("2018-06-01"));
  REQUIRE(drifts.has_value());
  REQUIRE(drifts->size() == 1);
  CHECK(drifts->front().package == "k1");
  CHECK(drifts->front().awarded.basis_points == 200);
  CHECK(drifts->front().known.basis_points == 0);
}

TEST_CASE("FE-2: that an award was made on another day than was said moves no premium either, and is reported") {
  Market market;
  market.awarded("k1", "gold");
  const auto award = market.ledger.head();
  market.ledger.told("2018-05-20", "inspection.published",
                     "{'service':'gold','inspector':'council','kind':'focussed','outcome':'silver'}");
  const auto drifts = [&] {
    const auto found = fees::adjustment_drifts(market.ledger.book(), market.ledger.now_of("2018-06-01"));
    REQUIRE(found.has_value());
    return found->size();
  };
  CHECK(drifts() == 0);
  market.ledger.told(
      "2018-05-30", "event.corrected",
      "{'corrects':'" + std::to_string(award) + "','time':'2018-05-25T10:00:00Z','reason':'as minuted'}");
  CHECK(market.fee("k1", "2018-06-01") == "51000 FE-2 weekly 51000");
  CHECK(drifts() == 1);
}

TEST_CASE("FE-5: a fee is of one unit: the weekly sum is rounded by itself, and told only where the units agree") {
  Market market;
  market.awarded("k1", "gold", "week", "0.333333");
  market.awarded("k2", "gold", "day", "7");
  CHECK(market.fee("k1", "2018-06-01") == "51000 FE-2 weekly 17000");  // 169.99983
  CHECK(market.fee("k2", "2018-06-01") == "51000 FE-2 weekly -");
}

TEST_CASE("FE-1: without a schedule in force a package has no fee yet") {
  Market market;
  market.awarded("k1", "silver");
  market.ledger.told("2018-05-05", "package.varied", "{'package':'k1','tier':'complex','reason':'needs grew'}");
  CHECK(market.fee("k1", "2018-05-04") == "50000 FE-4 weekly 50000");
  const auto varied = market.ledger.head();
  CHECK(market.fee("k1", "2018-05-05") == "- FE-4 weekly -");
  market.ledger.told("2018-04-01", "fee-schedule.set",
                     "{'scheme':'2018','category':'residential','tier':'complex','unit':'week','hotel_pence':30000," +
                         std::string("'care_pence':30000}"));
  CHECK(market.fee("k1", "2018-05-05") == "60000 FE-4 weekly 60000");
  CHECK(market.fee_rests_on("k1", "2018-05-05", varied));
  CHECK_FALSE(market.fee_rests_on("k1", "2018-05-04", varied));
}
