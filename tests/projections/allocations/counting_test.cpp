#include "tests/projections/allocations/tender.hpp"

#include <doctest/doctest.h>

// AL-0, IN-1, SU-1, SU-3: which offers count.

using namespace careledger::tests;

namespace {

/// Gold `a`, silver `b` and bronze `c`, residential, in scheme 2018; the requirement r1 of June 2018.
class Homes : public Tender {
 public:
  explicit Homes(const std::string& more = "") {
    for (const auto& [id, band] : {std::pair("a", "gold"), std::pair("b", "silver"), std::pair("c", "bronze")}) {
      service(id, "residential");
      rated(id, band);
      enrolled(id, "2018", "2018-04-01");
    }
    requirement("r1", "2018", "residential", "2018-06-01", "2018-06-03 12:00", more);
  }
};

}  // namespace

TEST_CASE("AL-0: an offer counts that is received at or before closing; a late one is listed and replaces nothing") {
  Homes homes;
  homes.offer("2018-06-03 12:00", "r1", "b");
  homes.offer("2018-06-03 12:00:00.000001", "r1", "a");
  homes.offer("2018-06-03 12:00:00.000001", "r1", "b", "", "o-b2");
  CHECK(homes.outcome() == "in");
  CHECK(homes.ranked("r1", "2018-06-04") == "o-b | o-a AL-0 o-b2 AL-0 | o-b");
  CHECK(homes.ranked("r1", "2018-06-02") == "| | -");
}

TEST_CASE("AL-0: a revision by closing replaces the earlier offer and takes its own time, and does not revive it") {
  Homes homes;
  homes.rated("b", "gold", "2018-05-01");
  homes.offer("2018-06-01 10:00", "r1", "a", "", "first");
  homes.offer("2018-06-01 11:00", "r1", "b");
  homes.offer("2018-06-01 12:00", "r1", "a", "", "second");
  CHECK(homes.ranked("r1", "2018-06-01 10:30") == "first | | first");
  CHECK(homes.ranked("r1", "2018-06-04") == "o-b second | first AL-0 | o-b");
  homes.told("2018-06-02", "offer.withdrawn", "{'offer':'second'}");
  CHECK(homes.ranked("r1", "2018-06-04") == "o-b | first AL-0 second AL-0 | o-b");
  homes.offer("2018-06-02 10:00", "r1", "b", ",'can_meet':false", "unable");
  CHECK(homes.ranked("r1", "2018-06-04") == "| first AL-0 o-b AL-0 second AL-0 unable AL-0 | -");
}

TEST_CASE("an offer withdrawn before it was made stands, and the same offer made again is one") {
  Homes homes;
  homes.offer("2018-06-02 10:00", "r1", "a");
  homes.told("2018-06-01 10:00", "offer.withdrawn", "{'offer':'o-a'}");
  CHECK(homes.ranked("r1", "2018-06-04") == "o-a | | o-a");
  homes.offer("2018-06-02 11:00", "r1", "a");
  CHECK(homes.ranked("r1", "2018-06-04") == "o-a | | o-a");
}

TEST_CASE("AL-0: category, closing, enrolment and register are judged when the ranking is made") {
  Homes homes;
  homes.service("n", "nursing");
  homes.rated("n", "gold");
  homes.enrolled("n", "2018", "2018-04-01");
  homes.service("x", "residential");
  homes.rated("x", "gold");
  for (const auto* const id : {"a", "b", "c", "n", "x"}) homes.offer("2018-06-02", "r1", id);
  CHECK(homes.ranked("r1", "2018-06-04") == "o-a o-b o-c | o-n AL-0 o-x AL-0 | o-a");
  homes.told("2018-06-05", "service.closed", "{'service':'a'}");
  homes.told("2018-06-06", "enrolment.ended", "{'service':'b','scheme':'2018','reason':'r'}");
  homes.told("2018-06-07", "service.registration-changed", "{'service':'c','status':'dormant'}");
  CHECK(homes.ranked("r1", "2018-06-05") == "o-b o-c | o-a AL-0 o-n AL-0 o-x AL-0 | o-b");
  CHECK(homes.ranked("r1", "2018-06-06") == "o-c | o-a AL-0 o-b AL-0 o-n AL-0 o-x AL-0 | o-c");
  CHECK(homes.ranked("r1", "2018-06-07") == "| o-a AL-0 o-b AL-0 o-c AL-0 o-n AL-0 o-x AL-0 | -");
  // Each by the event that did it; who never was enrolled, by none.
  const auto excluded = homes.evaluation("r1", "2018-06-07").excluded;
  const auto closed = homes.head() - 2;
  CHECK(excluded[0].bar.because == std::vector{closed});
  CHECK(excluded[1].bar.because == std::vector{closed + 1});
  CHECK(excluded[2].bar.because == std::vector{closed + 2});
  CHECK(excluded[4].bar.because.empty());
}

TEST_CASE("AL-0: a dormant service does not offer, but under 2025") {
  Homes homes;
  homes.told("2018-06-01 10:00", "service.registration-changed", "{'service':'a','status':'cancelled'}");
  const auto since = homes.head_text();
  homes.offer("2018-06-01 10:00", "r1", "a");
  CHECK(homes.outcome() == "AL-0 " + since);
  homes.offer("2018-06-01 09:59:59", "r1", "a");
  CHECK(homes.outcome() == "in");
  homes.service("d", "day_opportunities");
  homes.enrolled("d", "2025", "2025-09-01");
  homes.told("2025-10-01", "service.registration-changed", "{'service':'d','status':'dormant'}");
  homes.requirement("r2", "2025", "day_opportunities", "2025-11-01", "2025-11-03 12:00");
  homes.offer("2025-11-02", "r2", "d");
  CHECK(homes.outcome() == "in");
  CHECK(homes.ranked("r2", "2025-11-04") == "o-d | | o-d");
}

TEST_CASE("SU-1, SU-3: suspension is judged at the offer's time and when the ranking is made") {
  Homes homes;
  homes.told("2018-06-02", "suspension.imposed", "{'suspension':'s1','service':'a','reason':'r'}");
  const auto imposed = homes.head_text();
  homes.offer("2018-06-02", "r1", "a");
  CHECK(homes.outcome() == "SU-3 " + imposed);
  homes.offer("2018-06-01 22:59:59", "r1", "a");
  CHECK(homes.outcome() == "in");
  CHECK(homes.ranked("r1", "2018-06-04") == "| o-a SU-3 | -");
  homes.told("2018-06-05", "suspension.lifted", "{'suspension':'s1','reason':'r'}");
  CHECK(homes.ranked("r1", "2018-06-05") == "o-a | | o-a");
  // A suspension that is learned of late, and lay over the offer.
  homes.offer("2018-06-02 10:00", "r1", "b");
  homes.told("2018-06-02 09:00", "suspension.imposed", "{'suspension':'s2','provider':'p-b','reason':'r'}");
  homes.told("2018-06-02 11:00", "suspension.lifted", "{'suspension':'s2','reason':'r'}");
  CHECK(homes.ranked("r1", "2018-06-05") == "o-a | o-b SU-3 | o-a");
  homes.rated("c", "inadequate", "2018-05-01");
  const auto inadequate = homes.head_text();
  homes.offer("2018-06-02", "r1", "c");
  CHECK(homes.outcome() == "SU-1 " + inadequate);
}

TEST_CASE("AL-0: who handed back or ended this citizen's care is out, unless it was forced") {
  for (const auto& [type, data, bars] : {std::tuple("package.handed-back", "{'package':'k-r0'}", true),
                                         std::tuple("package.handed-back", "{'package':'k-r0','forced':true}", false),
                                         std::tuple("package.ended", "{'package':'k-r0','by':'provider'}", true),
                                         std::tuple("package.ended", "{'package':'k-r0','by':'council'}", false),
                                         std::tuple("package.ended", "{'package':'k-r0','by':'citizen'}", false)}) {
    Homes homes;
    homes.requirement("r0", "2018", "residential", "2018-05-01", "2018-05-03 12:00");
    homes.offer("2018-05-02", "r0", "a", "", "o0");
    CHECK(homes.award("2018-05-04", "r0", "o0") == "in");
    homes.told("2018-06-01 09:00", type, data);
    const auto because = homes.head();
    homes.offer("2018-06-02", "r1", "a");
    homes.offer("2018-06-02", "r1", "b");
    CAPTURE(data);
    CHECK(homes.ranked("r1", "2018-06-04") == (bars ? "o-b | o-a AL-0 | o-b" : "o-a o-b | | o-a"));
    if (bars) CHECK(homes.evaluation("r1", "2018-06-04").excluded[0].bar.because == std::vector{because});
  }
}

TEST_CASE("AL-0: home support of 2018 asks for a lot in any of the requirement's areas, 2012 for an enrolment there") {
  Tender tender;
  for (const auto* const id : {"a", "b"}) {
    tender.service(id, "home_support");
    tender.rated(id, "silver");
  }
  tender.enrolled("a", "2012", "2012-10-01", {"1"});
  tender.enrolled("b", "2012", "2012-10-01");
  tender.requirement("r0", "2012", "home_support", "2013-01-01", "2013-01-03 12:00", ",'area':'2'");
  for (const auto* const id : {"a", "b"})
    tender.offer("2013-01-02", "r0", id, ",'price_pence':1000", std::string("e-") + id);
  CHECK(tender.ranked("r0", "2013-01-04") == "e-b | e-a AL-0 | e-b");

  tender.enrolled("a", "2018", "2018-04-01", {"1"});
  tender.enrolled("b", "2018", "2018-04-01", {"2"});
  tender.requirement("r1", "2018", "home_support", "2018-06-01", "2018-06-03 12:00", ",'area':'1'");
  tender.offer("2018-06-02", "r1", "a");
  tender.offer("2018-06-02", "r1", "b");
  CHECK(tender.ranked("r1", "2018-06-04") == "o-a | o-b AL-0 | o-a");
  tender.told("2018-06-05", "requirement.widened", "{'requirement':'r1','areas':['2']}");
  CHECK(tender.ranked("r1", "2018-06-04") == "o-a | o-b AL-0 | o-a");
  CHECK(tender.ranked("r1", "2018-06-05") == "o-a o-b | | o-a");
  CHECK(tender.evaluation("r1", "2018-06-04").excluded[0].bar.because.empty());
  tender.told("2018-06-03", "lot.ended", "{'provider':'p-a','scheme':'2018','area':'1'}");
  const auto excluded = tender.evaluation("r1", "2018-06-04").excluded;
  REQUIRE(excluded.size() == 2);
  CHECK(excluded[0].bar.detail == "the service does not hold the area");
  CHECK(excluded[0].bar.because == std::vector{tender.head()});
}

TEST_CASE("IN-1: an uninvited offer counts, unless the service neither declares nor is approved for the need") {
  Homes homes(",'need':'dementia'");
  homes.service("d", "residential", ",'needs':['dementia','autism']");
  homes.rated("d", "bronze");
  homes.enrolled("d", "2018", "2018-04-01");
  homes.told("2018-05-01", "specialism.approved", "{'service':'b','need':'dementia','evidence':'e'}");
  for (const auto* const id : {"a", "b", "d"}) homes.offer("2018-06-02", "r1", id);
  CHECK(homes.ranked("r1", "2018-06-04") == "o-b o-d | o-a IN-1 | o-b");
}

TEST_CASE("what an offer refers to is there") {
  Homes homes;
  homes.offer("2018-06-02", "r9", "a");
  CHECK(homes.outcome() == "/data/requirement");
  homes.offer("2018-06-02", "r1", "nobody");
  CHECK(homes.outcome() == "/data/service");
  homes.tell("2018-06-02", "offer.withdrawn", "{'offer':'none'}");
  CHECK(homes.outcome() == "/data/offer");
  homes.tell("2018-06-02", "package.started", "{'package':'none'}");
  CHECK(homes.outcome() == "/data/package");
  homes.tell("2018-06-02", "carers.assessed", "{'requirement':'none','outcome':'two'}");
  CHECK(homes.outcome() == "/data/requirement");
  homes.tell("2018-06-02", "requirement.published",
             "{'requirement':'r2','scheme':'2025','category':'residential','citizen':'c','unit':'week',"
             "'units_per_week':'1','closes':'2018-06-03T12:00:00Z'}");
  CHECK(homes.outcome() == "/data/scheme");
  homes.tell("2018-03-31 22:59:59", "requirement.published",
             "{'requirement':'r2','scheme':'2018','category':'residential','citizen':'c','unit':'week',"
             "'units_per_week':'1','closes':'2018-06-03T12:00:00Z'}");
  CHECK(homes.outcome() == "/data/scheme");
}
