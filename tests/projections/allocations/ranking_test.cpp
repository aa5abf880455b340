#include "tests/projections/allocations/tender.hpp"

#include <doctest/doctest.h>

// AL-12 to AL-34: how offers rank, and which one is recommended.

using namespace careledger::tests;
namespace allocations = careledger::projections::allocations;
namespace policies = careledger::projections::policies;
namespace ratings = careledger::projections::ratings;

namespace {

void scored(Tender& tender, const std::string& id, const std::string& component, int score) {
  tender.told("2013-01-05", "quality-component.scored",
              "{'service':'" + id + "','component':'" + component + "','score':" + std::to_string(score) + "}");
}

/// Residential homes of 2012 with quality 80, 70 and none.
class Homes2012 : public Tender {
 public:
  Homes2012() {
    for (const auto* const id : {"a", "b", "c"}) {
      service(id, "residential");
      enrolled(id, "2012", "2013-02-01");
    }
    scored(*this, "a", "cqc", 80);
    scored(*this, "b", "cqc", 70);
    requirement("r1", "2012", "residential", "2013-03-01", "2013-03-04 12:00");
  }
  std::string totals(std::string_view at) {
    std::string text;
    for (const auto& each : evaluation("r1", at).ranking) text += each.offer.offer + " " + *each.score_text() + " ";
    return text;
  }
};

std::string tie(Tender& tender, const std::string& requirement, std::string_view at) {
  std::string text;
  for (const auto& each : tender.evaluation(requirement, at).tie) text += each + " ";
  return text;
}

std::int64_t total(std::int64_t numerator, std::int64_t denominator, std::optional<std::int64_t> outcomes,
                   std::int64_t price, std::int64_t lowest) {
  return allocations::total_hundredths({.quality = ratings::Score{numerator, denominator, true},
                                        .outcomes_score = outcomes,
                                        .price_pence = price,
                                        .lowest_pence = lowest},
                                       policies::AllocationPolicy{});
}

}  // namespace

TEST_CASE("AL-12: the worked case, with the broker's score, without quality and without a price") {
  Homes2012 homes;
  homes.offer("2013-03-02", "r1", "a", ",'price_pence':50000");
  homes.offer("2013-03-02", "r1", "b", ",'price_pence':40000");
  homes.offer("2013-03-02", "r1", "c");
  CHECK(homes.totals("2013-03-05") == "o-b 82.00 o-a 80.00 ");
  CHECK(homes.ranked("r1", "2013-03-05") == "o-b o-a | o-c AL-12 | o-b");
  homes.told("2013-03-05", "offer.scored", "{'offer':'o-a','outcomes_score':91}");
  CHECK(homes.totals("2013-03-05") == "o-a 83.30 o-b 82.00 ");
  homes.offer("2013-03-03", "r1", "c", ",'price_pence':20000", "cheap");
  CHECK(homes.totals("2013-03-05") == "o-a 67.30 o-b 62.00 cheap 40.00 ");
}

TEST_CASE("AL-12: only the total is rounded, half-up, to two decimals") {
  CHECK(total(80, 1, {}, 50000, 40000) == 8000);
  CHECK(total(0, 1, {}, 3, 1) == 1333);
  CHECK(total(0, 1, {}, 3, 2) == 2667);
  CHECK(total(241, 3, {}, 1, 1) == 8820);
  CHECK(total(0, 1, {}, 1600, 1) == 3);  // 0.025
  CHECK(total(0, 1, {}, 1601, 1) == 2);  // just below
  CHECK(total(1, 1, 2, 1, 1) == 4090);   // the mean of 1 and 2
  CHECK(total(500, 5, 100, 1'000'000'000'000, 1'000'000'000'000) == 10000);
}

TEST_CASE("AL-12: equal totals go by the lower price, then by the earlier offer") {
  Homes2012 homes;
  scored(homes, "c", "cqc", 70);
  homes.offer("2013-03-02 10:00", "r1", "c", ",'price_pence':40000");
  homes.offer("2013-03-02 09:00", "r1", "b", ",'price_pence':40000");
  CHECK(homes.ranked("r1", "2013-03-05") == "o-b o-c | | o-b");
  CHECK(tie(homes, "r1", "2013-03-05") == "o-b o-c ");
  // 80 × 0.6 + 20.00 = 42.00 + 26.00 by way of the price: as 68.00.
  Homes2012 other;
  other.offer("2013-03-02 09:00", "r1", "a", ",'price_pence':52000");
  other.offer("2013-03-02 10:00", "r1", "b", ",'price_pence':40000");
  other.offer("2013-03-02 10:00", "r1", "c", ",'price_pence':26000");
  CHECK(other.totals("2013-03-05") == "o-b 68.00 o-a 68.00 o-c 40.00 ");
}

TEST_CASE("AL-12: the quality is that of the requirement's own scheme, whichever governs by then") {
  Tender tender;
  tender.service("a", "residential");
  tender.service("b", "residential");
  tender.enrolled("a", "2012", "2013-02-01");
  tender.enrolled("b", "2012", "2013-02-01");
  scored(tender, "b", "contract", 60);
  tender.requirement("r1", "2012", "residential", "2018-03-30", "2018-04-03 12:00");
  tender.offer("2018-04-02", "r1", "a", ",'price_pence':1000");
  tender.offer("2018-04-02", "r1", "b", ",'price_pence':1000");
  CHECK(tender.ranked("r1", "2018-04-04") == "o-b o-a | | o-b");
}

TEST_CASE("AL-13: a free place under a block contract comes first; packages take places, however bought") {
  Homes2012 homes;
  homes.told("2013-02-01", "block-contract.held", "{'service':'c','category':'residential','places':1}");
  homes.offer("2013-03-02", "r1", "b", ",'price_pence':40000");
  homes.offer("2013-03-02", "r1", "c", ",'price_pence':90000");
  CHECK(homes.ranked("r1", "2013-03-05") == "o-c o-b | | o-c");
  homes.told("2013-03-06", "placement.made",
             "{'package':'k9','service':'c','category':'residential','citizen':'c9','unit':'week','units_per_week':'1',"
             "'price_pence':1,'reason':'r'}");
  CHECK(homes.ranked("r1", "2013-03-05 23:59:59") == "o-c o-b | | o-c");
  CHECK(homes.ranked("r1", "2013-03-06") == "o-b o-c | | o-b");
  homes.told("2013-03-07", "package.ended", "{'package':'k9','by':'council'}");
  CHECK(homes.ranked("r1", "2013-03-07") == "o-c o-b | | o-c");
}

TEST_CASE("AL-14: the citizen may choose any offer that counts; the difference is what a top-up may be") {
  Homes2012 homes;
  homes.offer("2013-03-02", "r1", "a", ",'price_pence':50000");
  homes.offer("2013-03-02", "r1", "b", ",'price_pence':40000");
  CHECK(homes.evaluation("r1", "2013-03-05").top_up_pence == 0);
  homes.told("2013-03-06", "choice.made", "{'requirement':'r1','offer':'o-a'}");
  CHECK(homes.ranked("r1", "2013-03-06") == "o-b o-a | | o-a");
  CHECK(homes.evaluation("r1", "2013-03-06").top_up_pence == 10000);
  CHECK(homes.award("2013-03-06", "r1", "o-b").substr(0, 5) == "AL-30");
  CHECK(homes.award("2013-03-06", "r1", "o-a") == "in");
  const auto top_up = [&homes](int pence, bool offered) {
    homes.tell("2013-03-08", "top-up.agreed",
               "{'package':'k-r1','payer':'third_party','amount_pence':" + std::to_string(pence) +
                   ",'reason':'requested','affordable_option_offered':" + (offered ? "true}" : "false}"));
    return homes.outcome().substr(0, 5);
  };
  CHECK(top_up(10001, true) == "AL-14");
  CHECK(top_up(10000, false) == "AL-14");
  CHECK(top_up(10000, true) == "in");
}

TEST_CASE("AL-18: the best band wins; among equals the citizen's latest choice, else the earliest") {
  Tender tender;
  for (const auto& [id, band] : {std::pair("a", "silver"), std::pair("b", "silver"), std::pair("c", "bronze")}) {
    tender.service(id, "residential");
    tender.rated(id, band);
    tender.enrolled(id, "2018", "2018-04-01");
  }
  tender.requirement("r1", "2018", "residential", "2018-06-01", "2018-06-03 12:00");
  tender.offer("2018-06-01 10:00", "r1", "c");
  tender.offer("2018-06-01 11:00", "r1", "b");
  tender.offer("2018-06-01 12:00", "r1", "a");
  CHECK(tender.ranked("r1", "2018-06-04") == "o-b o-a o-c | | o-b");
  CHECK(tie(tender, "r1", "2018-06-04") == "o-b o-a ");
  tender.told("2018-06-04", "choice.made", "{'requirement':'r1','offer':'o-a'}");
  CHECK(tender.ranked("r1", "2018-06-04") == "o-b o-a o-c | | o-a");
  tender.told("2018-06-05", "choice.made", "{'requirement':'r1','offer':'o-c'}");
  CHECK(tender.ranked("r1", "2018-06-05") == "o-b o-a o-c | | o-b");
  tender.told("2018-06-06", "choice.made", "{'requirement':'r1','offer':null}");
  CHECK(tender.ranked("r1", "2018-06-06") == "o-b o-a o-c | | o-b");
  tender.tell("2018-06-06", "choice.made", "{'requirement':'r1','offer':'zzz'}");
  CHECK(tender.outcome() == "/data/offer");
}

TEST_CASE("AL-19: the highest score wins, an unrated service comes last, then the earliest") {
  Tender tender;
  for (const auto* const id : {"a", "b", "c", "d"}) tender.service(id, "home_support");
  tender.rated("a", "silver");
  tender.rated("b", "gold");
  tender.rated("c", "silver");
  for (const auto* const id : {"a", "b", "c"}) tender.enrolled(id, "2019", "2019-04-01", {"1"});
  tender.requirement("r1", "2019", "home_support", "2019-05-01", "2019-05-03 12:00", ",'area':'1'");
  tender.offer("2019-05-01 10:00", "r1", "c");
  tender.offer("2019-05-01 11:00", "r1", "a");
  tender.offer("2019-05-01 12:00", "r1", "b");
  CHECK(tender.ranked("r1", "2019-05-04") == "o-b o-c o-a | | o-b");
  CHECK(tender.evaluation("r1", "2019-05-04").ranking[0].score_text() == "83");
}

TEST_CASE("AL-25: services of the requirement's area come first, then the best band, then the earliest") {
  Tender tender;
  for (const auto& [id, area, band] : {std::tuple("a", "1", "bronze"), std::tuple("b", "2", "gold"),
                                       std::tuple("c", "1", "silver"), std::tuple("d", "1", "silver")}) {
    tender.service(id, "day_opportunities", std::string(",'area':'") + area + "'");
    tender.rated(id, band);
    tender.enrolled(id, "2025", "2025-09-01");
  }
  tender.requirement("r1", "2025", "day_opportunities", "2025-10-01", "2025-10-03 12:00", ",'area':'1'");
  for (const auto* const id : {"a", "b", "d", "c"}) tender.offer("2025-10-02", "r1", id);
  CHECK(tender.ranked("r1", "2025-10-04") == "o-d o-c o-a o-b | | o-d");
  CHECK(tie(tender, "r1", "2025-10-04") == "o-d o-c ");
}

TEST_CASE("AL-26: a specialist requirement is citywide, for those approved, by the CQC's latest rating") {
  Tender tender;
  for (const auto& [id, outcome] : {std::pair("a", "good"), std::pair("b", "outstanding"),
                                    std::pair("c", "requires_improvement"), std::pair("d", "outstanding")}) {
    tender.service(id, "home_support");
    tender.told("2018-02-01", "inspection.published",
                std::string("{'service':'") + id + "','inspector':'cqc','kind':'full','outcome':'" + outcome + "'}");
    tender.enrolled(id, "2018", "2018-04-01", {std::string(id) == "d" ? "3" : "2"});
  }
  for (const auto* const id : {"a", "b", "c"}) {
    tender.told("2018-05-01", "specialism.approved",
                std::string("{'service':'") + id + "','need':'autism','evidence':'e'}");
  }
  tender.requirement("r1", "2018", "home_support", "2018-06-01", "2018-06-03 12:00",
                     ",'area':'1','specialist':true,'need':'autism'");
  for (const auto* const id : {"c", "a", "b", "d"}) tender.offer("2018-06-02", "r1", id);
  CHECK(tender.ranked("r1", "2018-06-04") == "o-b o-a o-c | o-d AL-26 | o-b");
  tender.told("2018-06-03", "choice.made", "{'requirement':'r1','offer':'o-a'}");
  CHECK(tender.ranked("r1", "2018-06-04") == "o-b o-a o-c | o-d AL-26 | o-b");
  // AL-31: the CQC's best is bronze by the council by now, and gives way to a better rated one.
  tender.rated("b", "bronze", "2018-06-05");
  CHECK(tender.ranked("r1", "2018-06-06") == "o-b o-a o-c | o-d AL-26 | o-a");
}

TEST_CASE("AL-27: for a discharge the holder of the area's discharge lot comes first") {
  Tender tender;
  for (const auto& [id, band] : {std::pair("a", "gold"), std::pair("b", "silver")}) {
    tender.service(id, "home_support");
    tender.rated(id, band);
    tender.enrolled(id, "2018", "2018-04-01", {"1"});
  }
  tender.told("2018-05-01", "lot.ended", "{'provider':'p-b','scheme':'2018','area':'1'}");
  tender.told("2018-05-02", "lot.awarded", "{'provider':'p-b','scheme':'2018','area':'1','discharge':true}");
  tender.requirement("r1", "2018", "home_support", "2018-06-01", "2018-06-03 12:00", ",'area':'1','discharge':true");
  tender.requirement("r2", "2018", "home_support", "2018-06-01", "2018-06-03 12:00", ",'area':'1'");
  for (const auto* const id : {"a", "b"}) {
    tender.offer("2018-06-02", "r1", id);
    tender.offer("2018-06-02", "r2", id, "", std::string("q-") + id);
  }
  CHECK(tender.ranked("r1", "2018-06-04") == "o-b o-a | | o-b");
  CHECK(tender.ranked("r2", "2018-06-04") == "q-a q-b | | q-a");
}
