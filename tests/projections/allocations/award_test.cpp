#include "projections/allocations/packages.hpp"
#include "projections/record/dossier.hpp"
#include "tests/projections/allocations/tender.hpp"
#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

// AL-30 to AL-34: which awards enter, and what a package is.

using namespace careledger::tests;
namespace allocations = careledger::projections::allocations;

namespace {

/// Gold `a`, silver `b`, bronze `c`; the requirement r1 of June 2018 with an offer of each.
class Offered : public Tender {
 public:
  explicit Offered(const std::string& location = "") {
    for (const auto& [id, band] : {std::pair("a", "gold"), std::pair("b", "silver"), std::pair("c", "bronze")}) {
      service(id, "residential", std::string(id) == "a" ? location : "");
      if (location.empty() || std::string(id) != "a") rated(id, band);
      if (!location.empty() && std::string(id) == "a") {
        told("2018-02-01", "inspection.published",
             "{'service':'a','inspector':'cqc','kind':'full','outcome':'outstanding'}");
      }
      enrolled(id, "2018", "2018-04-01");
    }
    requirement("r1", "2018", "residential", "2018-06-01", "2018-06-03 12:00");
    for (const auto* const id : {"a", "b", "c"}) offer("2018-06-02", "r1", id);
  }
  std::string rule_of(std::string_view when, const std::string& offer, const std::string& more = "") {
    return award(when, "r1", offer, more).substr(0, 5);
  }
};

allocations::Package package(Tender& tender, const std::string& id, std::string_view at) {
  auto found = allocations::package_of(tender.book(), id, tender.now_of(at));
  REQUIRE((found.has_value() && found->has_value()));
  return **found;
}

}  // namespace

TEST_CASE("AL-30: an award comes after closing, follows the recommendation or says why not, and is the only one") {
  Offered tender;
  CHECK(tender.rule_of("2018-06-03 12:00", "o-a") == "AL-30");
  CHECK(tender.rule_of("2018-06-04", "o-b") == "AL-30");
  CHECK(tender.rule_of("2018-06-04", "nothing") == "/data");
  CHECK(tender.rule_of("2018-06-03 12:00:00.000001", "o-a") == "in");
  CHECK(tender.rule_of("2018-06-05", "o-a", ",'departure':'again'") == "AL-30");
  CHECK(tender.rule_of("2018-06-03 13:00", "o-a", ",'departure':'again'") == "AL-30");
  const auto award = tender.evaluation("r1", "2018-06-05").requirement.award;
  REQUIRE(award.has_value());
  CHECK(tender.ranked("r1", "2018-06-05") == "o-a o-b o-c | | -");
  CHECK(tender.ranked("r1", "2018-06-05", award->sequence - 1) == "o-a o-b o-c | | o-a");
  tender.told("2018-06-06", "event.retracted", "{'retracts':'" + std::to_string(award->sequence) + "','reason':'r'}");
  CHECK(tender.rule_of("2018-06-06", "o-b", ",'departure':'the family'") == "in");
}

TEST_CASE("AL-30, AL-31: a refused award names what stands against it") {
  Offered tender;
  const auto evaluation = tender.evaluation("r1", "2018-06-04");
  const auto because = [&evaluation](const std::string& offer, bool rated) {
    const auto* const ranked = evaluation.find(offer);
    REQUIRE(ranked != nullptr);
    return std::to_string(rated ? ranked->rated_by.back() : ranked->offer.because.front());
  };
  const std::string asked = std::to_string(evaluation.requirement.because.front());
  const std::string policy = std::to_string(evaluation.find("o-a")->rated_by.front());
  // Both bands decide, and both offers.
  CHECK(tender.award("2018-06-04", "r1", "o-b") == "AL-30 " + policy + "," + because("o-a", true) + "," +
                                                       because("o-b", true) + "," + asked + "," +
                                                       because("o-a", false) + "," + because("o-b", false));
  CHECK(tender.award("2018-06-04", "r1", "o-c", ",'departure':'cheaper'") ==
        "AL-31 " + policy + "," + because("o-a", true) + "," + because("o-c", true) + "," + because("o-a", false));
  tender.told("2018-06-04", "requirement.widened",
              "{'requirement':'r1','areas':['2'],'closes':'2018-06-20T12:00:00Z'}");
  CHECK(tender.award("2018-06-10", "r1", "o-a") == "AL-30 " + asked + "," + tender.head_text());
}

TEST_CASE("AL-30: where the citizen's choice is recommended, a refused award names it") {
  Tender tender;
  for (const auto* const id : {"a", "b"}) {
    tender.service(id, "residential");
    tender.rated(id, "silver");
    tender.enrolled(id, "2018", "2018-04-01");
  }
  tender.requirement("r1", "2018", "residential", "2018-06-01", "2018-06-03 12:00");
  const auto asked = tender.head_text();
  tender.offer("2018-06-02", "r1", "a");
  tender.offer("2018-06-02 01:00", "r1", "b");
  const auto offered = tender.head_text();
  tender.told("2018-06-04", "choice.made", "{'requirement':'r1','offer':'o-b'}");
  CHECK(tender.award("2018-06-05", "r1", "o-a") == "AL-30 " + asked + "," + offered + "," + tender.head_text());
}

TEST_CASE("what is offered under an offer's id after its award changes nothing of the package") {
  Tender tender;
  for (const auto* const id : {"a", "b"}) {
    tender.service(id, "residential");
    tender.enrolled(id, "2012", "2013-01-02");
  }
  for (const auto* const id : {"r1", "r2"}) tender.requirement(id, "2012", "residential", "2013-02-01", "2013-02-03");
  tender.offer("2013-02-02", "r1", "a", ",'price_pence':50000", "o");
  // Made again for another requirement, it would be another offer.
  tender.offer("2013-02-02 01:00", "r2", "a", ",'price_pence':40000", "p");
  tender.offer("2013-02-02 02:00", "r1", "a", ",'price_pence':60000", "o");
  CHECK(tender.outcome() == "in");
  CHECK(tender.award("2013-02-04", "r1", "o") == "in");
  const auto bought = [&tender] {
    const auto found = package(tender, "k-r1", "2013-03-01");
    return found.service + " " + std::to_string(found.price->pence);
  };
  CHECK(bought() == "a 60000");
  for (const auto& [requirement, service] : {std::pair("r2", "a"), std::pair("r1", "b"), std::pair("r2", "b")}) {
    tender.offer("2013-02-02 03:00", requirement, service, ",'price_pence':1", "o");
    CHECK(tender.outcome() == "/data/offer");
  }
  // Late, and back-dated to before the award: an offer of its service for its requirement all the same.
  tender.offer("2013-02-05", "r1", "a", ",'price_pence':2", "o");
  CHECK(tender.outcome() == "in");
  tender.offer("2013-02-02 04:00", "r1", "a", ",'price_pence':3", "o");
  CHECK(tender.outcome() == "in");
  CHECK(bought() == "a 60000");
}

TEST_CASE("AL-30: a cancelled requirement has no award") {
  Offered tender;
  tender.told("2018-06-05", "requirement.cancelled", "{'requirement':'r1','reason':'withdrawn'}");
  const auto cancelled = tender.head_text();
  CHECK(tender.ranked("r1", "2018-06-04") == "o-a o-b o-c | | o-a");
  CHECK(tender.ranked("r1", "2018-06-05") == "o-a o-b o-c | | -");
  CHECK(tender.award("2018-06-05", "r1", "o-a", ",'departure':'d'") == "AL-30 " + cancelled);
  CHECK(tender.rule_of("2018-06-04", "o-a") == "in");
}

TEST_CASE("AL-0: an award to an offer that does not count is refused, whatever departure it gives") {
  Offered tender;
  tender.told("2018-06-03", "offer.withdrawn", "{'offer':'o-a'}");
  CHECK(tender.award("2018-06-04", "r1", "o-a", ",'departure':'d'") == "AL-0 " + tender.head_text());
  CHECK(tender.rule_of("2018-06-04", "o-b") == "in");
}

TEST_CASE("AL-31: a bronze service wins against a better one only as the citizen's choice, which the award names") {
  Offered tender;
  CHECK(tender.rule_of("2018-06-04", "o-c", ",'departure':'nearer'") == "AL-31");
  tender.told("2018-06-03", "choice.made", "{'requirement':'r1','offer':'o-c'}");
  CHECK(tender.rule_of("2018-06-04", "o-c") == "AL-30");
  CHECK(tender.rule_of("2018-06-04", "o-c", ",'departure':'the choice'") == "in");
}

TEST_CASE("AL-33: an award out of the city names the host authority's rate") {
  Offered tender(",'location':'out_of_city','host_authority':'Solihull'");
  CHECK(tender.rule_of("2018-06-04", "o-a") == "AL-33");
  CHECK(tender.rule_of("2018-06-04", "o-a", ",'price_pence':61000") == "in");
  const auto bought = package(tender, "k-r1", "2018-06-04");
  REQUIRE(bought.price.has_value());
  CHECK(bought.price->pence == 61000);
  CHECK(bought.price->source == allocations::PriceSource::host_rate);
}

TEST_CASE("AL-34: no award of what a citizen buys with a direct payment, unless it is for a part") {
  struct Row {
    std::string_view data;
    bool bars;
  };
  for (const auto& [data, bars] :
       {Row{"{'citizen':'c1'}", true}, Row{"{'citizen':'c1','category':'residential'}", true},
        Row{"{'citizen':'c1','category':'nursing'}", false}, Row{"{'citizen':'c1','part':true}", false},
        Row{"{'citizen':'c2'}", false}}) {
    Offered tender;
    tender.told("2018-06-03", "direct-payment.started", data);
    const auto started = tender.head_text();
    CAPTURE(data);
    CHECK(tender.ranked("r1", "2018-06-04") == (bars ? "o-a o-b o-c | | -" : "o-a o-b o-c | | o-a"));
    CHECK(tender.award("2018-06-04", "r1", "o-b", ",'departure':'d'") == (bars ? "AL-34 " + started : "in"));
  }
  Offered tender;
  tender.told("2018-06-03", "direct-payment.started", "{'citizen':'c1'}");
  tender.told("2018-06-05", "direct-payment.ended", "{'citizen':'c1','category':'residential'}");
  CHECK(tender.ranked("r1", "2018-06-05") == "o-a o-b o-c | | -");
  tender.told("2018-06-06", "direct-payment.ended", "{'citizen':'c1'}");
  CHECK(tender.ranked("r1", "2018-06-06") == "o-a o-b o-c | | o-a");
}

TEST_CASE("an award says what its officer saw, and is refused where another offer is recommended since") {
  Offered tender;
  const auto seen = tender.head_text();
  tender.told("2018-06-03", "offer.scored", "{'offer':'o-a','outcomes_score':50}");
  CHECK(tender.rule_of("2018-06-04", "o-a", ",'evaluated_at':'9999'") == "/data");
  const auto unchanged = tender.head_text();
  tender.told("2018-06-03", "offer.withdrawn", "{'offer':'o-a'}");
  CHECK(tender.award("2018-06-04", "r1", "o-b", ",'evaluated_at':'" + seen + "'") ==
        "another offer is recommended than at event " + seen);
  CHECK(tender.rule_of("2018-06-04", "o-b", ",'evaluated_at':'" + tender.head_text() + "'") == "in");
}

TEST_CASE("AL-32: what is handed back is asked for in its area, and then ring by ring") {
  Tender tender;
  tender.service("a", "home_support");
  tender.rated("a", "silver");
  tender.enrolled("a", "2018", "2018-04-01", {"1", "2"});
  tender.service("b", "home_support");
  tender.rated("b", "silver");
  tender.enrolled("b", "2018", "2018-04-01", {"4"});
  tender.requirement("r1", "2018", "home_support", "2018-06-01", "2018-06-03 12:00", ",'area':'1'");
  tender.offer("2018-06-02", "r1", "a");
  CHECK(tender.award("2018-06-04", "r1", "o-a") == "in");
  tender.told("2018-07-01", "package.handed-back", "{'package':'k-r1'}");
  const std::string replacement =
      "'scheme':'2018','category':'home_support','citizen':'c1','unit':'week','units_per_week':'1',"
      "'closes':'2018-07-05T12:00:00Z','replaces':'k-r1'}";
  tender.tell("2018-07-02", "requirement.published", "{'requirement':'r2','area':'2'," + replacement);
  CHECK(tender.outcome().substr(0, 5) == "AL-32");
  tender.told("2018-07-02", "requirement.published", "{'requirement':'r2','area':'1'," + replacement);
  CHECK(package(tender, "k-r1", "2018-07-02").replaced_by == "r2");
  const auto widen = [&tender](std::string_view when, const std::string& areas, const std::string& closes) {
    tender.tell(
        when, "requirement.widened",
        "{'requirement':'r2','areas':[" + areas + "]" + (closes.empty() ? "" : ",'closes':'" + closes + "'") + "}");
    return tender.outcome().substr(0, 5);
  };
  CHECK(widen("2018-07-05 12:00", "'2'", "2018-07-08T12:00:00Z") == "AL-32");  // not closed yet
  CHECK(widen("2018-07-06", "'4'", "2018-07-08T12:00:00Z") == "AL-32");        // not next to it
  CHECK(widen("2018-07-06", "'2'", "") == "AL-32");                            // no new closing
  CHECK(widen("2018-07-06", "'2','3'", "2018-07-08T12:00:00Z") == "in");
  tender.offer("2018-07-07", "r2", "b", "", "late");
  CHECK(tender.ranked("r2", "2018-07-09") == "| late AL-0 | -");
  CHECK(widen("2018-07-09", "'4'", "2018-07-11T12:00:00Z") == "in");
  CHECK(tender.ranked("r2", "2018-07-09") == "late | | late");
  CHECK(widen("2018-07-12", "'5'", "2018-07-14T12:00:00Z") == "AL-32");  // an offer counts
  CHECK(tender.award("2018-07-12", "r2", "late") == "in");
  CHECK(widen("2018-07-13", "'5'", "2018-07-14T12:00:00Z") == "AL-32");  // it is placed
}

TEST_CASE("a package is what its requirement asked for, as varied, until it ends") {
  Offered tender;
  CHECK(tender.rule_of("2018-06-04 10:00", "o-a") == "in");
  tender.told("2018-06-05", "package.started", "{'package':'k-r1'}");
  tender.told("2018-06-10", "package.varied", "{'package':'k-r1','units_per_week':'2','tier':'complex','reason':'r'}");
  tender.told("2018-06-20", "package.handed-back", "{'package':'k-r1','last_day':'2018-06-30'}");
  CHECK(!package(tender, "k-r1", "2018-06-04").in_force(instant("2018-06-04")));
  auto then = package(tender, "k-r1", "2018-06-09");
  CHECK(then.in_force(instant("2018-06-09")));
  CHECK(then.service == "a");
  CHECK(then.provider == "p-a");
  CHECK(then.citizen == "c1");
  CHECK(then.scheme == "2018");
  CHECK(then.units_per_week == "1");
  CHECK(then.started == instant("2018-06-05"));
  then = package(tender, "k-r1", "2018-06-10");
  CHECK(then.units_per_week == "2");
  CHECK(then.tier == "complex");
  then = package(tender, "k-r1", "2018-06-30 22:59:59");
  CHECK(then.in_force(instant("2018-06-30 22:59:59")));
  CHECK(!package(tender, "k-r1", "2018-07-01").in_force(instant("2018-07-01")));
  const auto all = allocations::packages_of_citizen(tender.book(), "c1", tender.now_of("2018-06-09"));
  REQUIRE(all.has_value());
  CHECK(all->size() == 1);
  CHECK(allocations::packages_of_service(tender.book(), "a", tender.now_of("2018-06-09"))->size() == 1);
  CHECK(allocations::packages_of_service(tender.book(), "b", tender.now_of("2018-06-09"))->empty());
}

TEST_CASE("a package's events are found under what its award names") {
  Offered tender;
  CHECK(tender.rule_of("2018-06-04", "o-a") == "in");
  tender.told("2018-06-05", "package.started", "{'package':'k-r1'}");
  const auto started = tender.head();
  for (const auto* const tag : {"package:k-r1", "requirement:r1", "offer:o-a"}) {
    const auto found = careledger::projections::record::dossier(
        tender.book().view(), tag, std::array<std::string_view, 1>{"careledger.package.started"}, started);
    REQUIRE(found.has_value());
    CHECK((*found)->size() == 1);
  }
}
