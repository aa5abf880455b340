#include "projections/contracting/release.hpp"

#include "tests/projections/allocations/tender.hpp"

#include <doctest/doctest.h>

// What an event releases of a contracting process, and what it does not.

using namespace careledger;
using namespace careledger::tests;
namespace contracting = careledger::projections::contracting;

namespace {

using Sealed = std::set<std::string, std::less<>>;

/// A home that has won a requirement.
class Bought : public Tender {
 public:
  Bought() {
    service("a", "residential");
    rated("a", "silver");
    enrolled("a", "2018", "2018-04-02");
    asked = (requirement("r", "2018", "residential", "2018-06-01", "2018-06-04"), head());
    offer("2018-06-02", "r", "a", ",'price_pence':98765");
    offered = head();
    REQUIRE(award("2018-06-05", "r", "o-a") == "in");
    awarded = head();
    started = told("2018-06-06", "package.started", "{'package':'k-r'}");
  }

  /// `requirement r tender`: each release of the event, with its tags.
  std::string released(core::event::Sequence sequence, const Sealed& sealed = {}) {
    const auto releases = contracting::Releases(book(), sealed).of(sequence);
    REQUIRE(releases.has_value());
    std::string text;
    for (const auto& release : *releases) {
      const auto kind = contracting::process_kind_names[static_cast<std::size_t>(release.process.kind)];
      text += (text.empty() ? "" : "; ") + std::string(kind) + " " + release.process.id;
      for (const auto tag : release.tags) text += " " + std::string(tag);
      CHECK(release.sequence == sequence);
    }
    return text;
  }

  core::event::Sequence asked = 0, offered = 0, awarded = 0, started = 0;
};

}  // namespace

TEST_CASE("events of a process make one release each, and no others do") {
  Bought ledger;
  CHECK(ledger.released(ledger.asked) == "requirement r tender");
  CHECK(ledger.released(ledger.offered).empty());
  CHECK(ledger.released(ledger.awarded) == "requirement r award contract");
  CHECK(ledger.released(ledger.started) == "requirement r contractUpdate");
  CHECK(ledger.released(1).empty());  // a policy
  const auto placed = ledger.told("2018-07-01", "placement.made",
                                  "{'package':'k9','service':'a','category':'residential','citizen':'c1','unit':'week',"
                                  "'units_per_week':'1','price_pence':1,'reason':'x'}");
  CHECK(ledger.released(placed) == "placement k9 award contract");
}

TEST_CASE("an offer that came too late is no tender, and a fee by another unit is no price of this one") {
  Bought ledger;
  ledger.service("b", "residential");
  ledger.rated("b", "silver");
  ledger.enrolled("b", "2018", "2018-04-02");
  ledger.offer("2018-06-04 00:00:00.000001", "r", "b");
  const auto varied = [&ledger] {
    return contracting::Releases(ledger.book(), {})
        .of(ledger.told("2018-06-20", "package.varied", "{'package':'k-r','units_per_week':'2','reason':'x'}"));
  };
  const auto fee = [&ledger](std::string_view unit) {
    ledger.told("2018-04-01", "fee-schedule.set",
                "{'scheme':'2018','category':'residential','unit':'" + std::string(unit) +
                    "','hotel_pence':100,'care_pence':200}");
  };
  fee("day");
  const auto by_the_day = varied();
  REQUIRE(by_the_day.has_value());
  CHECK(by_the_day->front().tender->tenderers == 1);
  CHECK_FALSE(by_the_day->front().contract->line->fee_pence.has_value());
  fee("week");
  CHECK(varied()->front().contract->line->fee_pence == 300);
}

TEST_CASE("an award is told as it was made and a contract as it was bought last, whatever came to be known since") {
  Bought ledger;
  const auto fee = [&ledger](std::string_view from, std::string_view care) {
    ledger.told(from, "fee-schedule.set",
                "{'scheme':'2018','category':'residential','unit':'week','hotel_pence':30000,'care_pence':" +
                    std::string(care) + "}");
  };
  const auto released = [&ledger](core::event::Sequence sequence) {
    auto releases = contracting::Releases(ledger.book(), {}).of(sequence);
    REQUIRE(releases.has_value());
    REQUIRE(releases->size() == 1);
    return std::move(releases->front());
  };
  fee("2018-04-01", "20000");
  fee("2018-09-01", "25000");
  const auto varied =
      released(ledger.told("2018-10-01", "package.varied", "{'package':'k-r','units_per_week':'2','reason':'x'}"));
  CHECK(varied.award->line->fee_pence == 50000);
  CHECK(varied.award->line->units_per_week == "1");
  CHECK(varied.contract->line->fee_pence == 55000);
  CHECK(varied.contract->line->units_per_week == "2");
  fee("2019-01-01", "30000");
  const auto ended = released(ledger.told("2018-12-01", "package.ended", "{'package':'k-r','by':'council'}"));
  CHECK(ended.award->line->fee_pence == 50000);
  CHECK(ended.contract->line->fee_pence == 55000);
}

TEST_CASE("while a requirement is sealed its award is not released, nor what follows from it") {
  Bought ledger;
  const Sealed sealed{"r"};
  CHECK(ledger.released(ledger.asked, sealed) == "requirement r tender");
  CHECK(ledger.released(ledger.awarded, sealed).empty());
  CHECK(ledger.released(ledger.started, sealed).empty());
  const auto text = std::to_string(ledger.asked);
  const auto corrected = ledger.told("2018-06-07", "event.corrected",
                                     "{'corrects':'" + text + "','data':{'units_per_week':'2'},'reason':'x'}");
  const auto open = contracting::Releases(ledger.book(), {}).of(corrected);
  REQUIRE(open.has_value());
  REQUIRE(open->size() == 1);
  CHECK(open->front().award.has_value());
  CHECK(open->front().tender->tenderers == 1);
  const auto closed = contracting::Releases(ledger.book(), sealed).of(corrected);
  REQUIRE(closed.has_value());
  REQUIRE(closed->size() == 1);
  CHECK_FALSE(closed->front().award.has_value());
  CHECK_FALSE(closed->front().contract.has_value());
  CHECK_FALSE(closed->front().tender->tenderers.has_value());
  CHECK(closed->front().tender->status == contracting::Tender::Status::active);
}

TEST_CASE("a correction that moves an event to another process changes both") {
  Bought ledger;
  ledger.requirement("q", "2018", "residential", "2018-06-01", "2018-06-04");
  const auto cancelled = ledger.told("2018-06-10", "requirement.cancelled", "{'requirement':'q','reason':'no_offers'}");
  ledger.requirement("p", "2018", "residential", "2018-06-01", "2018-06-04");
  const auto moved =
      ledger.told("2018-06-11", "event.corrected",
                  "{'corrects':'" + std::to_string(cancelled) + "','data':{'requirement':'p'},'reason':'x'}");
  CHECK(ledger.released(moved) == "requirement q tenderUpdate; requirement p tenderUpdate");
  const auto back =
      ledger.told("2018-06-12", "event.retracted", "{'retracts':'" + std::to_string(moved) + "','reason':'x'}");
  CHECK(ledger.released(back) == "requirement p tenderUpdate; requirement q tenderUpdate");
  const auto releases = contracting::Releases(ledger.book(), {}).of(back);
  REQUIRE(releases.has_value());
  CHECK(releases->front().tender->status == contracting::Tender::Status::active);
  CHECK(releases->back().tender->status == contracting::Tender::Status::unsuccessful);
}

TEST_CASE("a release tells what was known with its event, and what the event says of a time to come") {
  Bought ledger;
  const auto ended = ledger.told("2018-09-01", "package.handed-back", "{'package':'k-r','last_day':'2199-01-01'}");
  ledger.told("2018-01-01", "provider.changed", "{'provider':'p-a','name':'Renamed'}");
  const auto before = contracting::Releases(ledger.book(), {}).of(ended);
  REQUIRE(before.has_value());
  CHECK(before->front().award->supplier.name == "P");
  CHECK(before->front().contract->status == contracting::Contract::Status::terminated);
  CHECK(before->front().contract->ends == core::time::end_of_day(*core::time::parse_date("2199-01-01")));
  const auto varied = ledger.told("2018-08-01", "package.varied", "{'package':'k-r','price_pence':123,'reason':'x'}");
  const auto after = contracting::Releases(ledger.book(), {}).of(varied);
  REQUIRE(after.has_value());
  CHECK(after->front().award->supplier.name == "Renamed");
  CHECK(after->front().contract->amendment->sequence == varied);
}
