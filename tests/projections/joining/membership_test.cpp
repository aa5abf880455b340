#include "projections/joining/membership.hpp"

#include "projections/joining/registration.hpp"
#include "tests/projections/joining/market.hpp"

#include <doctest/doctest.h>

// What a service has joined, at any moment: two times decide, and what ends a thing before it began does nothing.

using namespace careledger;
using namespace careledger::tests;
namespace joining = projections::joining;

namespace {

/// `2012 2012-10-01T00:00:00Z 9; …`, each with the areas after a slash; `-` for none.
std::string enrolments(TestLedger& ledger, std::string_view at, core::event::Sequence known_at = 0) {
  auto moment = ledger.now_of(at);
  if (known_at != 0) moment.known_at = known_at;
  const auto membership = joining::membership(ledger.book(), "s", moment);
  REQUIRE(membership.has_value());
  std::string text;
  for (const auto& each : membership->enrolments) {
    text += (text.empty() ? "" : "; ") + each.scheme;
    for (const auto& area : each.areas) text += "/" + area;
    text += " " + core::time::format(each.since) + " " + listed(each.because);
  }
  return text.empty() ? "-" : text;
}

joining::Membership membership(TestLedger& ledger, std::string_view at) {
  auto found = joining::membership(ledger.book(), "s", ledger.now_of(at));
  REQUIRE(found.has_value());
  return *found;
}

}  // namespace

TEST_CASE("an enrolment begins with its acceptance and ends with its end, and anew with a later acceptance") {
  TestLedger ledger;
  register_service(ledger, "s", "p", "home_support");
  applied(ledger, "2012-09-10", "s", "2012");
  const auto first = ledger.told("2012-10-01 00:00", "enrolment.accepted", "{'service':'s','scheme':'2012'}");
  const auto end = ledger.told("2013-10-01 00:00", "enrolment.ended", "{'service':'s','scheme':'2012','reason':'x'}");
  const auto again =
      ledger.told("2014-01-01 00:00", "enrolment.accepted", "{'service':'s','scheme':'2012','areas':['1','2']}");
  CHECK(enrolments(ledger, "2012-09-30 23:59:59.999999") == "-");
  CHECK(enrolments(ledger, "2012-10-01 00:00") == "2012 2012-10-01T00:00:00Z " + std::to_string(first));
  CHECK(enrolments(ledger, "2013-09-30 23:59:59.999999") == "2012 2012-10-01T00:00:00Z " + std::to_string(first));
  CHECK(enrolments(ledger, "2013-10-01 00:00") == "-");
  CHECK(enrolments(ledger, "2014-01-01 00:00") == "2012/1/2 2014-01-01T00:00:00Z " + std::to_string(again));
  CHECK(enrolments(ledger, "2013-10-01 00:00", end - 1) == "2012 2012-10-01T00:00:00Z " + std::to_string(first));
}

TEST_CASE("a second acceptance replaces the first, and an end before any acceptance does nothing") {
  TestLedger ledger;
  register_service(ledger, "s", "p", "home_support");
  applied(ledger, "2012-09-10", "s", "2012");
  ledger.told("2012-09-20", "enrolment.ended", "{'service':'s','scheme':'2012','reason':'x'}");
  ledger.told("2012-10-01 00:00", "enrolment.accepted", "{'service':'s','scheme':'2012','areas':['1']}");
  const auto second =
      ledger.told("2012-11-01 00:00", "enrolment.accepted", "{'service':'s','scheme':'2012','areas':['2']}");
  CHECK(enrolments(ledger, "2013-01-01") == "2012/2 2012-11-01T00:00:00Z " + std::to_string(second));
}

TEST_CASE("closing ends every enrolment; an acceptance makes none before the service is registered anew") {
  TestLedger ledger;
  register_service(ledger, "s", "p", "home_support");
  applied(ledger, "2012-09-10", "s", "2012");
  const auto in = ledger.told("2012-10-01 00:00", "enrolment.accepted", "{'service':'s','scheme':'2012'}");
  const auto closing = ledger.told("2013-01-01 00:00", "service.closed", "{'service':'s'}");
  CHECK(enrolments(ledger, "2012-12-31") == "2012 2012-10-01T00:00:00Z " + std::to_string(in));
  CHECK(enrolments(ledger, "2013-01-01 00:00") == "-");
  REQUIRE(membership(ledger, "2013-01-01 00:00").closed.has_value());
  CHECK(listed(membership(ledger, "2013-06-01").closed->because) == std::to_string(closing));
  CHECK(ledger.tell("2013-02-01", "enrolment.accepted", "{'service':'s','scheme':'2012'}") != 0);
  CHECK(enrolments(ledger, "2013-06-01") == "-");
  // It was open then, however late that is said.
  CHECK(ledger.tell("2012-12-01", "enrolment.accepted", "{'service':'s','scheme':'2012'}") != 0);
  register_service(ledger, "s", "p", "home_support", "2014-01-01 00:00");
  CHECK_FALSE(membership(ledger, "2014-01-01 00:00").closed.has_value());
  CHECK(enrolments(ledger, "2014-01-01 00:00") == "-");
  CHECK(ledger.tell("2014-02-01", "enrolment.accepted", "{'service':'s','scheme':'2012'}") != 0);
}

TEST_CASE("an acceptance that turns out to come after the closing does nothing") {
  TestLedger ledger;
  register_service(ledger, "s", "p", "home_support");
  applied(ledger, "2012-09-10", "s", "2012");
  const auto in = ledger.told("2013-02-01 00:00", "enrolment.accepted", "{'service':'s','scheme':'2012'}");
  ledger.told("2013-01-01", "service.closed", "{'service':'s'}");
  CHECK(enrolments(ledger, "2013-03-01") == "-");
  CHECK(enrolments(ledger, "2013-03-01", in) == "2012 2013-02-01T00:00:00Z " + std::to_string(in));
}

TEST_CASE("corrections and retractions change an enrolment for answers that know them") {
  TestLedger ledger;
  register_service(ledger, "s", "p", "home_support");
  applied(ledger, "2012-09-10", "s", "2012");
  const auto in = ledger.told("2012-10-01 00:00", "enrolment.accepted", "{'service':'s','scheme':'2012'}");
  const std::string named = std::to_string(in);
  const auto correction =
      ledger.told("2013-01-01", "event.corrected",
                  "{'corrects':'" + named + "','time':'2012-11-01T00:00:00Z','data':{'areas':['4']},'reason':'x'}");
  CHECK(enrolments(ledger, "2012-10-15") == "-");
  CHECK(enrolments(ledger, "2012-10-15", correction - 1) == "2012 2012-10-01T00:00:00Z " + named);
  CHECK(enrolments(ledger, "2012-11-15") == "2012/4 2012-11-01T00:00:00Z " + named + "," + std::to_string(correction));
  ledger.told("2013-02-01", "event.retracted", "{'retracts':'" + named + "','reason':'x'}");
  CHECK(enrolments(ledger, "2012-11-15") == "-");
}

TEST_CASE("specialisms, block contracts and the register's word hold from their events on") {
  TestLedger ledger;
  register_service(ledger, "s", "p", "residential");
  ledger.told("2019-01-01", "specialism.approved", "{'service':'s','need':'dementia','evidence':'seen'}");
  ledger.told("2019-06-01", "specialism.ended", "{'service':'s','need':'dementia'}");
  ledger.told("2019-06-01", "specialism.ended", "{'service':'s','need':'autism'}");
  ledger.told("2019-07-01", "specialism.approved", "{'service':'s','need':'autism','evidence':'seen'}");
  ledger.told("2019-01-01", "block-contract.held", "{'service':'s','category':'residential','places':4}");
  ledger.told("2019-03-01", "block-contract.held", "{'service':'s','category':'residential','places':6}");
  ledger.told("2019-09-01", "block-contract.ended", "{'service':'s','category':'residential'}");
  ledger.told("2019-04-01 10:00", "service.registration-changed", "{'service':'s','status':'dormant'}");
  ledger.told("2019-05-01 10:00", "service.registration-changed", "{'service':'s','status':'registered'}");
  struct Row {
    std::string_view at;
    bool dementia, autism;
    std::int64_t places;
    bool dormant;
  };
  for (const Row& row : {
           Row{"2018-12-31", false, false, 0, false},
           Row{"2019-01-01", true, false, 4, false},
           Row{"2019-03-01", true, false, 6, false},
           Row{"2019-04-01 09:59", true, false, 6, false},
           Row{"2019-04-01 10:00", true, false, 6, true},
           Row{"2019-05-01 10:00", true, false, 6, false},
           Row{"2019-06-01", false, false, 6, false},
           Row{"2019-07-01", false, true, 6, false},
           Row{"2019-09-01", false, true, 0, false},
       }) {
    CAPTURE(row.at);
    const auto found = membership(ledger, row.at);
    CHECK(found.approved_for("dementia") == row.dementia);
    CHECK(found.approved_for("autism") == row.autism);
    const auto* const block = found.block_contract_for("residential");
    CHECK((block ? block->places : 0) == row.places);
    CHECK(found.is_dormant() == row.dormant);
  }
}

TEST_CASE("what a service declares is what its latest known registration says, whatever its time") {
  TestLedger ledger;
  const auto first = ledger.told("2015-01-01", "service.registered",
                                 "{'service':'s','provider':'p','name':'S','category':'residential',"
                                 "'needs':['dementia'],'location':'out_of_city','host_authority':'H'}");
  ledger.told("2012-01-01", "service.registered",
              "{'service':'s','provider':'q','name':'S','category':'nursing','places':9}");
  const auto now = joining::registration_of(ledger.book(), "s", ledger.head());
  REQUIRE((now.has_value() && now->has_value()));
  CHECK((*now)->provider == "q");
  CHECK((*now)->places == 9);
  CHECK_FALSE((*now)->declares("dementia"));
  CHECK_FALSE((*now)->is_out_of_city());
  const auto before = joining::registration_of(ledger.book(), "s", first);
  REQUIRE((before.has_value() && before->has_value()));
  CHECK((*before)->declares("dementia"));
  CHECK((*before)->is_out_of_city());
  const auto unknown = joining::registration_of(ledger.book(), "s", first - 1);
  REQUIRE(unknown.has_value());
  CHECK_FALSE(unknown->has_value());
}
