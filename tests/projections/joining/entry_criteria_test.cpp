#include "projections/joining/entry_criteria.hpp"

#include "projections/joining/outcomes.hpp"
#include "tests/projections/joining/market.hpp"

#include <doctest/doctest.h>

// Who may enter a scheme: EC-1 to EC-4, the first that is against it named.

using namespace careledger;
using namespace careledger::tests;

namespace {

void inspected(TestLedger& ledger, std::string_view when, const std::string& inspector, const std::string& outcome,
               const std::string& kind = "full", const std::string& visited = "") {
  ledger.told(when, "inspection.published",
              "{'service':'s','inspector':'" + inspector + "','kind':'" + kind + "','outcome':'" + outcome + "'" +
                  (visited.empty() ? "" : ",'visited':'" + visited + "'") + "}");
}

/// What comes of accepting `s` into the scheme then; what is refused leaves no trace.
std::string accepted(TestLedger& ledger, std::string_view when, const std::string& scheme,
                     const std::string& areas = "") {
  ledger.tell(when, "enrolment.accepted",
              "{'service':'s','scheme':'" + scheme + "'" + (areas.empty() ? "" : ",'areas':[" + areas + "]") + "}");
  const std::string& outcome = ledger.outcome();
  return outcome.substr(0, outcome.find(' '));
}

}  // namespace

TEST_CASE("what is not there, or not governed, is not valid") {
  TestLedger ledger;
  struct Row {
    std::string_view when, service, scheme, outcome;
  };
  register_service(ledger, "home", "p", "home_support");
  register_service(ledger, "day", "p", "day_opportunities");
  ledger.told("2019-01-01", "inspection.published",
              "{'service':'stray','inspector':'council','kind':'full','outcome':'gold'}");
  applied(ledger, "2012-01-02", "home", "2012");
  applied(ledger, "2012-01-02", "day", "2025");
  for (const Row& row : {
           Row{"2019-06-01", "nobody", "2018", "/data/service"},
           Row{"2019-06-01", "stray", "2018", "/data/service"},  // named, but never registered
           Row{"2019-06-01", "home", "1999", "/data/scheme"},
           Row{"2030-01-01", "home", "2025", "/data/scheme"},                  // never its category
           Row{"2012-08-31 22:59:59.999999", "home", "2012", "/data/scheme"},  // not yet: 00:00 in London is 23:00
           Row{"2012-08-31 23:00", "home", "2012", "in"}, Row{"2025-07-31", "day", "2025", "/data/scheme"},
           Row{"2025-08-01", "day", "2025", "in"},
           Row{"2019-06-01", "home", "2012", "in"},  // another scheme governs by now, this one did
       }) {
    CAPTURE(row.when);
    CAPTURE(row.service);
    CAPTURE(row.scheme);
    ledger.tell(row.when, "enrolment.accepted",
                "{'service':'" + std::string(row.service) + "','scheme':'" + std::string(row.scheme) + "'}");
    CHECK(ledger.outcome() == row.outcome);
  }
}

TEST_CASE("EC-1: the CQC's inadequate bars from every scheme until the CQC lifts it") {
  for (const auto& [category, scheme, when] :
       {std::tuple("residential", "2018", "2019-01-01"), std::tuple("home_support", "2012", "2013-01-01"),
        std::tuple("day_opportunities", "2025", "2025-09-01")}) {
    CAPTURE(scheme);
    TestLedger ledger;
    register_service(ledger, "s", "p", category);
    applied(ledger, "2012-02-01", "s", scheme);
    const auto bad = ledger.told("2012-03-01 10:00", "inspection.published",
                                 "{'service':'s','inspector':'cqc','kind':'focussed','outcome':'inadequate'}");
    inspected(ledger, "2012-04-01", "council", "gold");
    ledger.tell(when, "enrolment.accepted", "{'service':'s','scheme':'" + std::string(scheme) + "'}");
    CHECK(ledger.outcome() == "EC-1 " + std::to_string(bad));
    inspected(ledger, "2012-05-01", "cqc", "requires_improvement", "focussed");
    CHECK(accepted(ledger, when, scheme) == "in");
  }
}

TEST_CASE("EC-1: the hold is that of the acceptance's own time") {
  TestLedger ledger;
  register_service(ledger, "s", "p", "residential");
  applied(ledger, "2018-04-02", "s", "2018");
  inspected(ledger, "2018-05-01 10:00", "cqc", "good");
  inspected(ledger, "2019-05-01 10:00", "cqc", "inadequate");
  inspected(ledger, "2020-05-01 10:00", "cqc", "good");
  CHECK(accepted(ledger, "2019-05-01 09:59:59.999999", "2018") == "in");
  CHECK(accepted(ledger, "2019-05-01 10:00", "2018") == "EC-1");
  CHECK(accepted(ledger, "2020-05-01 09:59:59.999999", "2018") == "EC-1");
  CHECK(accepted(ledger, "2020-05-01 10:00", "2018") == "in");
}

TEST_CASE("EC-2: each inspector's least rating, in its own words") {
  struct Row {
    const char *inspector, *outcome, *kind, *answer;
  };
  for (const Row& row : {
           Row{"cqc", "outstanding", "full", "in"}, Row{"cqc", "good", "validation", "in"},
           Row{"cqc", "requires_improvement", "full", "in"}, Row{"cqc", "inadequate", "full", "EC-1"},
           Row{"cqc", "not_rated", "full", "EC-2"}, Row{"council", "gold", "focussed", "in"},
           Row{"council", "silver", "full", "in"}, Row{"council", "bronze", "full", "in"},
           Row{"council", "inadequate", "full", "EC-2"}, Row{"nhs", "bright_green", "full", "in"},
           Row{"nhs", "green", "full", "in"}, Row{"nhs", "amber", "focussed", "in"}, Row{"nhs", "red", "full", "EC-2"},
           Row{"iqa", "gold", "full", "EC-2"},  // it does not count where the service does not show gold
       }) {
    CAPTURE(row.inspector);
    CAPTURE(row.outcome);
    TestLedger ledger;
    register_service(ledger, "s", "p", "supported_living");
    applied(ledger, "2018-05-01", "s", "2018");
    CHECK(accepted(ledger, "2018-07-01", "2018") == "EC-2");
    inspected(ledger, "2018-06-01 10:00", row.inspector, row.outcome, row.kind);
    CHECK(accepted(ledger, "2018-06-01 09:59", "2018") == "EC-2");
    CHECK(accepted(ledger, "2018-06-01 10:00", "2018") == row.answer);
  }
}

TEST_CASE("EC-2: the most recent decides, by visit, then time, then sequence, and what rates nothing does not count") {
  TestLedger ledger;
  register_service(ledger, "s", "p", "nursing");
  applied(ledger, "2018-05-01", "s", "2018");
  inspected(ledger, "2018-06-01", "council", "silver", "full", "2018-05-20");
  inspected(ledger, "2018-07-01", "council", "inadequate", "focussed", "2018-05-10");  // visited before
  CHECK(accepted(ledger, "2018-08-01", "2018") == "in");
  const auto later = ledger.told("2018-09-01", "inspection.published",
                                 "{'service':'s','inspector':'nhs','kind':'focussed','outcome':'red',"
                                 "'visited':'2018-05-20'}");
  ledger.tell("2018-10-01", "enrolment.accepted", "{'service':'s','scheme':'2018'}");
  CHECK(ledger.outcome() == "EC-2 " + std::to_string(later));
  inspected(ledger, "2018-11-01", "cqc", "not_rated");
  CHECK(accepted(ledger, "2018-12-01", "2018") == "EC-2");
  // Of one visit and one time, the later sequence.
  inspected(ledger, "2018-09-01", "nhs", "amber", "full", "2018-05-20");
  CHECK(accepted(ledger, "2018-12-01", "2018") == "in");
}

TEST_CASE("EC-2: an assessor's counts where the service showed gold just before it") {
  TestLedger ledger;
  register_service(ledger, "s", "p", "residential");
  applied(ledger, "2018-05-01", "s", "2018");
  inspected(ledger, "2018-06-01", "council", "gold");
  inspected(ledger, "2018-09-01", "iqa", "inadequate");
  CHECK(accepted(ledger, "2018-10-01", "2018") == "EC-2");
  inspected(ledger, "2019-01-01", "council", "silver");
  inspected(ledger, "2019-02-01", "iqa", "inadequate");
  CHECK(accepted(ledger, "2019-03-01", "2018") == "in");
  // At one instant, the order of the sequences: gold was there just before the assessor's.
  inspected(ledger, "2019-06-01 10:00", "council", "gold");
  inspected(ledger, "2019-06-01 10:00", "iqa", "inadequate");
  CHECK(accepted(ledger, "2019-06-02", "2018") == "EC-2");
}

TEST_CASE("EC-2: the CQC's latest rated outcome can be asked for alone") {
  TestLedger ledger;
  register_service(ledger, "s", "p", "residential");
  inspected(ledger, "2018-06-01", "cqc", "good");
  inspected(ledger, "2018-07-01", "council", "bronze");
  inspected(ledger, "2018-08-01", "cqc", "not_rated");
  const auto service = ledger.book().service("s", ledger.head());
  REQUIRE(service.has_value());
  using projections::joining::latest_outcome;
  using projections::policies::MostRecentBy;
  using projections::ratings::Inspector;
  const auto at = ledger.now_of("2019-01-01").at;
  CHECK(latest_outcome(**service, at, MostRecentBy::visited)->inspector == Inspector::council);
  CHECK(latest_outcome(**service, at, MostRecentBy::visited, Inspector::cqc)->outcome ==
        projections::ratings::Outcome::good);
  CHECK(latest_outcome(**service, at, MostRecentBy::visited, Inspector::nhs) == nullptr);
}

TEST_CASE("EC-2 is not asked under 2012 and 2025") {
  TestLedger ledger;
  register_service(ledger, "s", "p", "home_support");
  applied(ledger, "2012-09-10", "s", "2012");
  CHECK(accepted(ledger, "2012-10-01", "2012") == "in");
  TestLedger later;
  register_service(later, "s", "p", "day_opportunities");
  applied(later, "2025-08-02", "s", "2025");
  CHECK(accepted(later, "2025-09-01", "2025") == "in");
}

TEST_CASE("EC-3: each scheme's evidence, all of it declared true in the latest application to it") {
  struct Row {
    const char *category, *scheme, *when, *evidence;
  };
  for (const Row& row : {
           Row{"home_support", "2012", "2013-01-01", "cqc_registration insurance"},
           Row{"nursing", "2018", "2019-01-01",
               "cqc_registration bank_details accounts employers_liability public_liability company_registration "
               "bankruptcy_and_convictions_disclosed policies"},
           Row{"supported_living", "2019", "2023-05-01",
               "cqc_registration bank_details accounts employers_liability public_liability company_registration "
               "bankruptcy_and_convictions_disclosed policies"},
           Row{"day_opportunities", "2025", "2025-09-01",
               "bank_details accounts employers_liability public_liability company_registration "
               "bankruptcy_and_convictions_disclosed data_protection modern_slavery business_charter"},
       }) {
    CAPTURE(row.scheme);
    TestLedger ledger;
    register_service(ledger, "s", "p", row.category);
    inspected(ledger, "2012-05-01", "cqc", "good");
    CHECK(accepted(ledger, row.when, row.scheme) == "EC-3");  // it has not applied
    std::string evidence = row.evidence;
    for (auto from = evidence.size(); from != std::string::npos && from != 0;) {
      // Each item in turn left out or declared false.
      from = evidence.rfind(' ', from - 1);
      const auto start = from == std::string::npos ? 0 : from + 1;
      const auto end = std::min(evidence.find(' ', start), evidence.size());
      std::string without = evidence;
      without.erase(start, end - start);
      std::string denied = evidence;
      denied.insert(start, "-");
      for (const auto& declared : {without, denied}) {
        CAPTURE(declared);
        const auto application = applied(ledger, "2012-06-01", "s", row.scheme, declared);
        ledger.tell(row.when, "enrolment.accepted", "{'service':'s','scheme':'" + std::string(row.scheme) + "'}");
        CHECK(ledger.outcome() == "EC-3 " + std::to_string(application));
      }
    }
    applied(ledger, "2012-06-01", "s", row.scheme, evidence);
    CHECK(accepted(ledger, row.when, row.scheme) == "in");
  }
}

TEST_CASE("EC-3: the latest application by then decides, and one to another scheme says nothing") {
  TestLedger ledger;
  register_service(ledger, "s", "p", "residential");
  inspected(ledger, "2018-04-05", "council", "silver");
  applied(ledger, "2018-04-10", "s", "2012");
  CHECK(accepted(ledger, "2018-05-01", "2018") == "EC-3");
  applied(ledger, "2018-05-10 10:00", "s", "2018");
  CHECK(accepted(ledger, "2018-05-10 09:59", "2018") == "EC-3");
  CHECK(accepted(ledger, "2018-05-10 10:00", "2018") == "in");
  applied(ledger, "2018-06-10 10:00", "s", "2018", "accounts");
  CHECK(accepted(ledger, "2018-06-10 09:59", "2018") == "in");
  CHECK(accepted(ledger, "2018-06-10 10:00", "2018") == "EC-3");
  // What was disclosed may be refused; the application still declares that it was disclosed.
  applied(ledger, "2018-07-10", "s", "2018");
  ledger.told("2018-07-11", "disclosure.assessed", "{'service':'s','outcome':'refused','reason':'x'}");
  CHECK(accepted(ledger, "2018-07-12", "2018") == "in");
}

TEST_CASE("EC-4: home support under 2018 and 2019 is entered with a lot of the scheme in each area named") {
  for (const auto& [scheme, year] : {std::pair("2018", "2018"), std::pair("2019", "2019")}) {
    CAPTURE(scheme);
    const std::string y = year;
    TestLedger ledger;
    register_provider(ledger, "p", 2500);
    register_service(ledger, "s", "p", "home_support");
    inspected(ledger, "2012-05-01", "council", "silver");
    applied(ledger, y + "-04-02", "s", scheme);
    const std::string named = std::string("'scheme':'") + scheme + "'";
    const auto lot = [&](const std::string& when, const std::string& area) {
      ledger.told(when, "lot.awarded", "{'provider':'p'," + named + ",'area':'" + area + "'}");
    };
    CHECK(accepted(ledger, y + "-05-01", scheme) == "EC-4");  // it names no area
    CHECK(accepted(ledger, y + "-05-01", scheme, "'1'") == "EC-4");
    lot(y + "-05-01 10:00", "1");
    CHECK(accepted(ledger, y + "-05-01 09:59", scheme, "'1'") == "EC-4");
    CHECK(accepted(ledger, y + "-05-01 10:00", scheme, "'1'") == "in");
    CHECK(accepted(ledger, y + "-05-02", scheme, "'1','2'") == "EC-4");
    CHECK(accepted(ledger, y + "-05-02", scheme, "'9'") == "EC-4");
    lot(y + "-05-03", "2");
    CHECK(accepted(ledger, y + "-05-04", scheme, "'1','2'") == "in");
    CHECK(accepted(ledger, y + "-05-04", scheme) == "EC-4");
    ledger.told(y + "-06-01 10:00", "lot.ended", "{'provider':'p'," + named + ",'area':'1'}");
    CHECK(accepted(ledger, y + "-06-01 09:59", scheme, "'1','2'") == "in");
    CHECK(accepted(ledger, y + "-06-01 10:00", scheme, "'1','2'") == "EC-4");
    CHECK(accepted(ledger, y + "-06-02", scheme, "'2'") == "in");
  }
}

TEST_CASE("EC-4: a lot of another scheme or another provider does not open the door, and open categories need none") {
  TestLedger ledger;
  register_provider(ledger, "p", 2500);
  register_provider(ledger, "q", 2500);
  register_service(ledger, "s", "p", "home_support");
  inspected(ledger, "2012-05-01", "council", "silver");
  applied(ledger, "2019-04-02", "s", "2019");
  ledger.told("2018-05-01", "lot.awarded", "{'provider':'p','scheme':'2018','area':'1'}");
  ledger.told("2019-05-01", "lot.awarded", "{'provider':'q','scheme':'2019','area':'1'}");
  CHECK(accepted(ledger, "2019-06-01", "2019", "'1'") == "EC-4");
  // Its latest known registration says whose it is.
  register_service(ledger, "s", "q", "home_support");
  CHECK(accepted(ledger, "2019-06-01", "2019", "'1'") == "in");

  TestLedger open;
  register_service(open, "s", "p", "supported_living");
  inspected(open, "2012-05-01", "council", "silver");
  applied(open, "2018-04-02", "s", "2018");
  CHECK(accepted(open, "2018-06-01", "2018") == "in");
  CHECK(accepted(open, "2018-06-01", "2018", "'1'") == "in");
}

TEST_CASE("where several criteria are against it, the first in their order is named") {
  TestLedger ledger;
  register_provider(ledger, "p", 100);
  register_service(ledger, "s", "p", "home_support");
  inspected(ledger, "2018-04-02", "cqc", "inadequate");
  CHECK(accepted(ledger, "2018-05-01", "2018", "'1'") == "EC-1");
  inspected(ledger, "2018-05-02", "cqc", "good");
  inspected(ledger, "2018-05-03", "council", "inadequate");
  CHECK(accepted(ledger, "2018-06-01", "2018", "'1'") == "EC-2");
  inspected(ledger, "2018-06-02", "council", "bronze");
  CHECK(accepted(ledger, "2018-07-01", "2018", "'1'") == "EC-3");
  applied(ledger, "2018-07-02", "s", "2018");
  CHECK(accepted(ledger, "2018-08-01", "2018", "'1'") == "EC-4");
  ledger.told("2018-08-02", "lot.awarded", "{'provider':'p','scheme':'2018','area':'1'}");
  CHECK(accepted(ledger, "2018-09-01", "2018", "'1'") == "in");
}
