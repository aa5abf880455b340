#include "projections/allocations/invitations.hpp"

#include "tests/projections/allocations/tender.hpp"

#include <doctest/doctest.h>

// IN-1: to whom a requirement is put.

using namespace careledger::tests;
namespace allocations = careledger::projections::allocations;

namespace {

/// `a b | c IN-1; d SU-3`
std::string asked(Tender& tender, const std::string& id, std::string_view at,
                  careledger::core::event::Sequence known = 0) {
  auto moment = tender.now_of(at);
  if (known != 0) moment.known_at = known;
  const auto requirement = allocations::requirement_of(tender.book().view(), id, moment);
  REQUIRE((requirement.has_value() && requirement->has_value()));
  const auto found = allocations::invitations(tender.book(), **requirement, moment);
  REQUIRE(found.has_value());
  std::string text;
  for (const auto& service : found->invited) text += service + " ";
  text += "|";
  for (const auto& [service, bar] : found->not_invited) text += " " + service + " " + std::string(bar.rule);
  return text;
}

}  // namespace

TEST_CASE("IN-1: those enrolled for category and area that declare the need, neither suspended nor dormant") {
  Tender tender;
  for (const auto* const id : {"a", "b", "c", "d", "e"}) {
    tender.service(id, "home_support", std::string(id) == "b" ? "" : ",'needs':['dementia']");
    tender.rated(id, "silver");
  }
  tender.service("n", "nursing");
  for (const auto* const id : {"a", "b", "d"}) tender.enrolled(id, "2018", "2018-04-01", {"1"});
  tender.enrolled("c", "2018", "2018-04-01", {"2"});
  tender.requirement("r1", "2018", "home_support", "2018-06-01", "2018-06-03 12:00", ",'area':'1','need':'dementia'");
  tender.requirement("r2", "2018", "home_support", "2018-06-01", "2018-06-03 12:00",
                     ",'area':'1','need':'dementia','specialist':true");
  CHECK(asked(tender, "r1", "2018-06-01") == "a d | b IN-1 c IN-1 e IN-1");
  CHECK(asked(tender, "r2", "2018-06-01") == "| a IN-1 b IN-1 c IN-1 d IN-1 e IN-1");
  const auto before = tender.head();
  tender.told("2018-05-01", "specialism.approved", "{'service':'b','need':'dementia','evidence':'e'}");
  tender.told("2018-05-01", "specialism.approved", "{'service':'c','need':'dementia','evidence':'e'}");
  CHECK(asked(tender, "r2", "2018-06-01") == "b c | a IN-1 d IN-1 e IN-1");
  CHECK(asked(tender, "r2", "2018-06-01", before) == "| a IN-1 b IN-1 c IN-1 d IN-1 e IN-1");
  CHECK(asked(tender, "r1", "2018-06-01") == "a d | b IN-1 c IN-1 e IN-1");
  tender.told("2018-06-02", "suspension.imposed", "{'suspension':'s','service':'a','reason':'r'}");
  tender.told("2018-06-02", "service.registration-changed", "{'service':'d','status':'dormant'}");
  CHECK(asked(tender, "r1", "2018-06-02") == "| a SU-3 b IN-1 c IN-1 d IN-1 e IN-1");
  tender.rated("d", "inadequate", "2018-06-02");
  CHECK(asked(tender, "r1", "2018-06-02") == "| a SU-3 b IN-1 c IN-1 d SU-1 e IN-1");
}

TEST_CASE("SU-1: an event that suspends for several causes is named once") {
  Tender tender;
  tender.service("a", "home_support");
  tender.told("2018-05-01", "inspection.published",
              "{'service':'a','inspector':'cqc','kind':'full','outcome':'inadequate'}");
  const auto inspection = tender.head();
  tender.requirement("r1", "2018", "home_support", "2018-06-01", "2018-06-03 12:00", ",'area':'1'");
  const auto moment = tender.now_of("2018-06-01");
  const auto requirement = allocations::requirement_of(tender.book().view(), "r1", moment);
  REQUIRE((requirement.has_value() && requirement->has_value()));
  const auto found = allocations::invitations(tender.book(), **requirement, moment);
  REQUIRE((found.has_value() && found->not_invited.size() == 1));
  const auto& bar = found->not_invited.front().bar;
  CHECK(bar.rule == "SU-1");
  CHECK(bar.because == std::vector{inspection});
}
