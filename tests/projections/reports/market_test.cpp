#include "projections/reports/market.hpp"

#include "tests/projections/allocations/tender.hpp"
#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

// The measures of the strategy's table: what each counts, and where a period begins and ends.

using namespace careledger;
using namespace careledger::tests;
namespace reports = careledger::projections::reports;

namespace {

reports::Question question(Tender& ledger, std::string_view from, std::string_view to) {
  return {.selection = {}, .period = {instant(from), instant(to)}, .known_at = ledger.head(), .sealed = {}};
}

reports::Figure figure_of(Tender& ledger, std::string_view id, const reports::Question& question) {
  const auto figures = reports::market_report(ledger.book(), question);
  REQUIRE(figures.has_value());
  const auto found = std::find_if(figures->begin(), figures->end(),
                                  [id](const reports::Figure& each) { return each.definition->id == id; });
  REQUIRE(found != figures->end());
  return *found;
}

/// `1/3 33.33`: the numbers of a measure and what they come to.
std::string figure(Tender& ledger, std::string_view id, const reports::Question& question) {
  const auto found = figure_of(ledger, id, question);
  return std::to_string(found.numerator) + "/" + std::to_string(found.denominator) + " " + found.value().value_or("-");
}

}  // namespace

TEST_CASE("the months of a period are London's, and what is left over counts by the length of its month") {
  struct Row {
    std::string_view from, to;
    int months, days, month_days;
  };
  for (const auto& row : std::vector<Row>{
           {"2018-04-01", "2019-04-01", 12, 0, 30},
           {"2018-04-01", "2018-04-02", 0, 1, 30},
           {"2018-01-31", "2018-02-28", 1, 0, 31},  // the month's last day
           {"2018-01-15", "2018-03-01", 1, 14, 28},
           {"2018-03-31", "2018-04-01", 0, 1, 30},
           {"2020-02-01", "2020-03-01", 1, 0, 31},
       }) {
    INFO(std::string(row.from), " to ", std::string(row.to));
    const auto length = reports::months_of({instant(row.from), instant(row.to)});
    CHECK(length.months == row.months);
    CHECK(length.days == row.days);
    CHECK(length.month_days == row.month_days);
  }
}

TEST_CASE("what happens at a period's first instant is in it, what happens at its end in the next") {
  Tender ledger;
  ledger.service("a", "residential");
  ledger.enrolled("a", "2012", "2013-06-01");
  const auto in = [&](std::string_view from, std::string_view to) {
    return figure(ledger, "new_providers", question(ledger, from, to));
  };
  CHECK(in("2013-06-01", "2013-07-01") == "1/1 1.00");
  CHECK(in("2013-05-01", "2013-06-01") == "0/1 0.00");
  CHECK(figure(ledger, "market_growth", question(ledger, "2013-06-01", "2013-07-01")) == "1/0 -");
  CHECK(figure(ledger, "market_growth", question(ledger, "2013-07-01", "2013-08-01")) == "0/1 0.00");
  ledger.requirement("r", "2012", "residential", "2013-07-01", "2013-07-04");
  CHECK(figure(ledger, "fully_tendered", question(ledger, "2013-07-01", "2013-08-01")) == "1/1 100.00");
  CHECK(figure_of(ledger, "fully_tendered", question(ledger, "2013-06-01", "2013-07-01")).counted.empty());
  ledger.requirement("q", "2012", "residential", "2013-07-05", "2013-07-06");
  ledger.told("2013-07-05 10:00", "requirement.cancelled", "{'requirement':'q','reason':'no_offers'}");
  const auto cancelled = [&](std::string_view from, std::string_view to) {
    return figure(ledger, "cancelled_without_offers", question(ledger, from, to));
  };
  CHECK(cancelled("2013-07-01", "2013-07-05") == "0/1 0.00");  // r; q is not published yet
  CHECK(cancelled("2013-07-01", "2013-07-06") == "1/2 50.00");
}

TEST_CASE("a provider is good by all of its services, and of the area that is asked for by those there") {
  Tender ledger;
  ledger.service("a", "residential", ",'area':'1'");
  ledger.told("2012-01-02", "service.registered",
              "{'service':'b','provider':'p-a','name':'S','category':'residential','area':'2'}");
  ledger.rated("a", "gold");
  ledger.rated("b", "bronze");
  ledger.enrolled("a", "2018", "2018-04-02");
  ledger.told("2018-04-02", "enrolment.applied",
              "{'service':'b','scheme':'2018','evidence':{'cqc_registration':true,'bank_details':true,'accounts':true,"
              "'employers_liability':true,'public_liability':true,'company_registration':true,"
              "'bankruptcy_and_convictions_disclosed':true,'policies':true}}");
  ledger.told("2018-04-02", "enrolment.accepted", "{'service':'b','scheme':'2018'}");
  auto asked = question(ledger, "2018-04-01", "2018-06-01");
  CHECK(figure(ledger, "good_providers", asked) == "0/1 0.00");
  asked.selection.area = "1";
  CHECK(figure(ledger, "good_providers", asked) == "1/1 100.00");
  asked.selection.area = "2";
  CHECK(figure(ledger, "good_providers", asked) == "0/1 0.00");
  asked.selection.area = "3";
  CHECK(figure(ledger, "good_providers", asked) == "0/0 -");
  asked.selection = {.categories = {"nursing"}, .area = {}};
  CHECK(figure(ledger, "registered_providers", asked) == "0/0 0");
}

TEST_CASE("an enrolment that names an area brings the service there") {
  Tender ledger;
  ledger.service("a", "home_support", ",'area':'1'");
  ledger.enrolled("a", "2012", "2013-06-01", {"4"});
  auto asked = question(ledger, "2013-01-01", "2014-01-01");
  for (const auto& [area, wanted] :
       {std::pair("1", "1/12 0.08"), std::pair("4", "1/12 0.08"), std::pair("5", "0/12 0.00")}) {
    asked.selection.area = area;
    CHECK(figure(ledger, "new_providers", asked) == wanted);
    CHECK(figure(ledger, "market_growth", asked) == (std::string_view(area) == "5" ? "0/0 -" : "1/0 -"));
  }
}

TEST_CASE("an award for a requirement that is sealed is in no figure") {
  Tender ledger;
  ledger.service("a", "residential");
  ledger.rated("a", "gold");
  ledger.enrolled("a", "2018", "2018-04-02");
  ledger.requirement("r", "2018", "residential", "2018-06-01", "2018-06-04");
  ledger.offer("2018-06-02", "r", "a");
  REQUIRE(ledger.award("2018-06-05", "r", "o-a") == "in");
  auto asked = question(ledger, "2018-06-01", "2018-07-01");
  CHECK(figure(ledger, "good_awards", asked) == "1/1 100.00");
  CHECK(figure(ledger, "client_growth", asked) == "1/0 -");
  const auto sealed = projections::allocations::sealed_requirements(ledger.book().view(), instant("2018-06-04"));
  REQUIRE(sealed.has_value());
  CHECK(sealed->contains("r"));
  asked.sealed = *sealed;
  CHECK(figure(ledger, "good_awards", asked) == "0/0 -");
  CHECK(figure(ledger, "client_growth", asked) == "0/0 -");
  const auto closed = projections::allocations::sealed_requirements(ledger.book().view(), instant("2018-06-05"));
  REQUIRE(closed.has_value());
  CHECK(closed->empty());
}

TEST_CASE("an award made again after its retraction counts once, and a requirement by its latest publication") {
  Tender ledger;
  ledger.service("a", "residential");
  ledger.rated("a", "silver");
  ledger.enrolled("a", "2018", "2018-04-02");
  ledger.requirement("r", "2018", "residential", "2018-06-01", "2018-06-04");
  ledger.offer("2018-06-02", "r", "a");
  REQUIRE(ledger.award("2018-06-05", "r", "o-a") == "in");
  const auto award = ledger.head_text();
  const auto asked = [&] { return question(ledger, "2018-06-01", "2018-07-01"); };
  ledger.told("2018-06-06", "event.retracted", "{'retracts':'" + award + "','reason':'mistaken'}");
  CHECK(figure(ledger, "good_awards", asked()) == "0/0 -");
  REQUIRE(ledger.award("2018-06-07", "r", "o-a") == "in");
  CHECK(figure(ledger, "good_awards", asked()) == "1/1 100.00");
  ledger.told("2018-06-08", "event.corrected",
              "{'corrects':'" + award + "','data':{'departure':'x'},'reason':'of what is retracted'}");
  CHECK(figure(ledger, "good_awards", asked()) == "1/1 100.00");
  CHECK(figure(ledger, "fully_tendered", asked()) == "1/1 100.00");
}
