#include "projections/joining/lots.hpp"

#include "projections/joining/capacity.hpp"
#include "projections/joining/lot_limits.hpp"
#include "projections/joining/provider.hpp"
#include "tests/projections/joining/market.hpp"
#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

// How home support is shared out: LO-1 to LO-3.

using namespace careledger;
using namespace careledger::tests;
namespace joining = projections::joining;
namespace policies = projections::policies;

namespace {

std::string awarded(TestLedger& ledger, std::string_view when, const std::string& provider, const std::string& area,
                    const std::string& scheme = "2018") {
  ledger.tell(when, "lot.awarded", "{'provider':'" + provider + "','scheme':'" + scheme + "','area':'" + area + "'}");
  const std::string& outcome = ledger.outcome();
  return outcome.substr(0, outcome.find(' '));
}

void ended(TestLedger& ledger, std::string_view when, const std::string& provider, const std::string& area) {
  ledger.told(when, "lot.ended", "{'provider':'" + provider + "','scheme':'2018','area':'" + area + "'}");
}

const policies::LotPolicy& table(TestLedger& ledger, const std::string& scheme = "2018") {
  const auto known = ledger.book().policies(ledger.head());
  REQUIRE(known.has_value());
  const auto* const lots = joining::lots_of((*known)->in_force, scheme, ledger.now_of("2020-01-01").at);
  REQUIRE(lots != nullptr);
  return *lots;
}

std::string size(TestLedger& ledger, const std::string& provider, std::string_view at) {
  const auto found = joining::size_of(ledger.book(), provider, table(ledger), ledger.now_of(at));
  REQUIRE(found.has_value());
  return std::string(text(*found));
}

std::string sizes(const policies::BySize& numbers) {
  std::string text;
  for (const int number : numbers.numbers) text += (text.empty() ? "" : " ") + std::to_string(number);
  return text;
}

}  // namespace

TEST_CASE("LO-1: size by weekly hours; over 2,000 is large, 1,000 is medium, no hours are small") {
  struct Row {
    int hours;
    std::string_view size;
  };
  for (const Row& row : {Row{-1, "small"}, Row{0, "small"}, Row{999, "small"}, Row{1000, "medium"}, Row{2000, "medium"},
                         Row{2001, "large"}, Row{40000, "large"}}) {
    CAPTURE(row.hours);
    TestLedger ledger;
    register_provider(ledger, "p", row.hours);
    CHECK(size(ledger, "p", "2018-05-01") == row.size);
  }
}

TEST_CASE("LO-1: the hours are those of the day; a change keeps what it does not name, a registration replaces all") {
  TestLedger ledger;
  register_provider(ledger, "p", 1500);
  const auto grown = ledger.told("2018-06-01 10:00", "provider.changed", "{'provider':'p','weekly_hours':2001}");
  ledger.told("2018-07-01", "provider.changed", "{'provider':'p','name':'Q'}");
  ledger.told("2018-09-01", "provider.registered", "{'provider':'p','name':'R'}");
  CHECK(size(ledger, "p", "2018-06-01 09:59:59.999999") == "medium");
  CHECK(size(ledger, "p", "2018-06-01 10:00") == "large");
  CHECK(size(ledger, "p", "2018-08-01") == "large");
  CHECK(size(ledger, "p", "2018-09-01") == "small");
  ledger.told("2018-10-01", "event.corrected",
              "{'corrects':'" + std::to_string(grown) + "','data':{'weekly_hours':900},'reason':'x'}");
  CHECK(size(ledger, "p", "2018-08-01") == "small");
  const auto provider = joining::provider_at(ledger.book(), "p", ledger.now_of("2018-08-01"));
  REQUIRE(provider.has_value());
  CHECK(provider->name == "Q");
  CHECK(listed(provider->because) == "7,8,9,11");
}

TEST_CASE("what names no provider, no scheme with lots or no area is not valid") {
  TestLedger ledger;
  register_provider(ledger, "p", 2500);
  register_provider(ledger, "late", 2500, "2019-01-01");
  CHECK(awarded(ledger, "2018-05-01", "nobody", "1") == "/data/provider");
  CHECK(awarded(ledger, "2018-05-01", "p", "1", "2012") == "/data/scheme");
  CHECK(awarded(ledger, "2025-09-01", "p", "1", "2025") == "/data/scheme");
  CHECK(awarded(ledger, "2018-05-01", "p", "1", "1999") == "/data/scheme");
  CHECK(awarded(ledger, "2018-05-01", "p", "6") == "/data/area");
  CHECK(awarded(ledger, "2018-05-01", "p", "North") == "/data/area");
  // Lots are awarded before their scheme begins, and facts may come in any order.
  CHECK(awarded(ledger, "2018-02-01", "p", "1") == "in");
  CHECK(awarded(ledger, "2018-02-01", "late", "1") == "in");
}

TEST_CASE("LO-2: a large provider holds three areas, a medium two, a small one") {
  struct Row {
    int hours;
    std::size_t most;
  };
  for (const Row& row : {Row{2001, 3}, Row{2000, 2}, Row{1000, 2}, Row{999, 1}, Row{-1, 1}}) {
    CAPTURE(row.hours);
    TestLedger ledger;
    register_provider(ledger, "p", row.hours);
    const std::vector<std::string> areas{"1", "2", "3", "4"};
    for (std::size_t i = 0; i <= row.most; ++i) {
      CHECK(awarded(ledger, "2018-05-01", "p", areas[i]) == (i < row.most ? "in" : "LO-2"));
    }
    // The lots it holds, and the event that tells its size by its hours.
    CHECK(ledger.outcome() == "LO-2 " + (row.most == 3   ? std::string("7,8,9,10")
                                         : row.most == 2 ? std::string("7,8,9")
                                         : row.hours > 0 ? std::string("7,8")
                                                         : std::string("8")));
    // Each scheme has lots of its own, and an ended lot makes room.
    CHECK(awarded(ledger, "2019-05-01", "p", "4", "2019") == "in");
    ended(ledger, "2018-06-01 10:00", "p", "1");
    CHECK(awarded(ledger, "2018-06-01 09:59", "p", "4") == "LO-2");
    CHECK(awarded(ledger, "2018-06-01 10:00", "p", "4") == "in");
  }
}

TEST_CASE("LO-2: a second lot in an area is refused; judged at the award's own time") {
  TestLedger ledger;
  register_provider(ledger, "p", 1500);
  CHECK(awarded(ledger, "2018-06-01", "p", "1") == "in");
  CHECK(awarded(ledger, "2018-07-01", "p", "1") == "LO-2");
  CHECK(ledger.outcome() == "LO-2 8");
  CHECK(awarded(ledger, "2018-05-01", "p", "2") == "in");
  CHECK(awarded(ledger, "2018-05-15", "p", "3") == "in");    // it held one area then
  CHECK(awarded(ledger, "2018-07-01", "p", "4") == "LO-2");  // three by now
  ended(ledger, "2018-08-01", "p", "1");
  CHECK(awarded(ledger, "2018-09-01", "p", "1") == "LO-2");
  ended(ledger, "2018-08-01", "p", "2");
  CHECK(awarded(ledger, "2018-09-01", "p", "1") == "in");
}

TEST_CASE("LO-2: an area has places by size, and a lot keeps the size of its own day") {
  TestLedger ledger;
  for (const auto* const provider : {"a", "b", "c", "d"}) register_provider(ledger, provider, 2500);
  register_provider(ledger, "m", 1500);
  CHECK(awarded(ledger, "2018-05-01", "a", "1") == "in");
  CHECK(awarded(ledger, "2018-05-02", "b", "1") == "in");
  CHECK(awarded(ledger, "2018-05-03", "c", "1") == "in");
  CHECK(awarded(ledger, "2018-05-04", "d", "1") == "LO-2");
  CHECK(ledger.outcome() == "LO-2 10,12,13,14");
  CHECK(awarded(ledger, "2018-05-04", "m", "1") == "in");  // a place for a medium one
  // One that shrinks keeps its large place.
  ledger.told("2018-06-01", "provider.changed", "{'provider':'a','weekly_hours':10}");
  CHECK(awarded(ledger, "2018-07-01", "d", "1") == "LO-2");
  // One that grows takes none.
  ledger.told("2018-07-02", "provider.changed", "{'provider':'m','weekly_hours':5000}");
  ended(ledger, "2018-08-01", "b", "1");
  CHECK(awarded(ledger, "2018-08-02", "d", "1") == "in");
}

TEST_CASE("LO-2: the smallest table of places is full after its last place") {
  TestLedger ledger;
  for (int i = 1; i <= 9; ++i) register_provider(ledger, "p" + std::to_string(i), 100);
  for (int i = 1; i <= 8; ++i) CHECK(awarded(ledger, "2018-05-01", "p" + std::to_string(i), "4") == "in");
  CHECK(awarded(ledger, "2018-05-01", "p9", "4") == "LO-2");
  CHECK(awarded(ledger, "2018-05-01", "p9", "5") == "in");
}

TEST_CASE("LO-2: the table is that of the scheme's latest policy for a closed category, or of its first before any") {
  constexpr std::string_view both = R"("categories": ["home_support", "supported_living"])";
  const std::vector<policies::PolicyInForce> policies{
      amended_policy("2019", both, R"("categories": ["home_support"])", 1, "2019-04-01"),
      amended_policy("2019", both, R"("categories": ["supported_living"])", 2, "2023-04-01"),
      amended_policy("2019", both, R"("categories": ["home_support"])", 3, "2024-04-01")};
  struct Row {
    std::string_view at;
    std::size_t policy;
  };
  for (const Row& row : {Row{"2018-01-01", 0}, Row{"2019-04-01", 0}, Row{"2023-05-01", 0}, Row{"2024-04-01", 2}}) {
    CAPTURE(row.at);
    CHECK(joining::lots_of(policies, "2019", instant(row.at)) == &*policies[row.policy].policy->framework.lots);
  }
  CHECK(joining::lots_of(policies, "2018", instant("2024-05-01")) == nullptr);
}

TEST_CASE("lots are held from their award to their end, as known then") {
  TestLedger ledger;
  register_provider(ledger, "p", 2500);
  const auto award =
      ledger.told("2018-05-01", "lot.awarded", "{'provider':'p','scheme':'2018','area':'1','discharge':true}");
  const auto end = ledger.told("2018-06-01", "lot.ended", "{'provider':'p','scheme':'2018','area':'1'}");
  const auto held = [&](std::string_view at, core::event::Sequence known_at) {
    const auto lots = joining::lots_of_provider(ledger.book(), "p", {.at = ledger.now_of(at).at, .known_at = known_at});
    REQUIRE(lots.has_value());
    return joining::find_lot(*lots, "2018", "1") != nullptr;
  };
  CHECK_FALSE(held("2018-04-30", end));
  CHECK(held("2018-05-01", end));
  CHECK_FALSE(held("2018-06-01", end));
  CHECK(held("2018-06-01", award));
  CHECK_FALSE(held("2018-05-01", award - 1));
  ledger.told("2018-07-01", "event.corrected",
              "{'corrects':'" + std::to_string(award) + "','data':{'provider':'q'},'reason':'x'}");
  CHECK_FALSE(held("2018-05-15", ledger.head()));
  const auto lots = joining::lots_of_provider(ledger.book(), "q", ledger.now_of("2018-05-15"));
  REQUIRE(lots.has_value());
  REQUIRE(lots->size() == 1);
  CHECK(lots->front().discharge);
  CHECK(listed(lots->front().because) == "8,10");
}

TEST_CASE("LO-3: the totals that the document states, and those that its own limits give") {
  TestLedger ledger;
  for (const auto* const scheme : {"2018", "2019"}) {
    const auto capacity = joining::capacity(ledger.book(), scheme, table(ledger, scheme), ledger.now_of("2020-01-01"));
    REQUIRE(capacity.has_value());
    CHECK(sizes(capacity->stated.by_size) == "6 16 56");
    CHECK(capacity->stated.in_all == 78);
    CHECK(sizes(capacity->by_limits.by_size) == "5 13 56");
    CHECK(capacity->by_limits.in_all == 74);
    CHECK(capacity->areas.size() == 5);
  }
  // One area with more places than its share needs as many providers as places.
  policies::LotPolicy lopsided{
      .areas_a_provider = {{3, 2, 1}},
      .areas = {{.area = "1", .name = "", .places = {{5, 0, 2}}}, {.area = "2", .name = "", .places = {{1, 3, 2}}}}};
  CHECK(sizes(joining::least_providers(lopsided).by_size) == "5 3 4");
}

TEST_CASE("capacity counts each lot in its area, by the size of its own day") {
  TestLedger ledger;
  register_provider(ledger, "a", 2500);
  register_provider(ledger, "b", 1500);
  awarded(ledger, "2018-05-01", "a", "1");
  awarded(ledger, "2018-05-01", "a", "2");
  awarded(ledger, "2018-05-02", "b", "1");
  ledger.told("2018-06-01", "provider.changed", "{'provider':'a','weekly_hours':10}");
  const auto capacity = joining::capacity(ledger.book(), "2018", table(ledger), ledger.now_of("2019-01-01"));
  REQUIRE(capacity.has_value());
  CHECK(sizes(capacity->areas[0].held) == "1 1 0");
  CHECK(sizes(capacity->areas[1].held) == "1 0 0");
  CHECK(sizes(capacity->areas[2].held) == "0 0 0");
  CHECK(capacity->areas[0].lots[1].lot.provider == "b");
  const auto before = joining::capacity(ledger.book(), "2018", table(ledger), ledger.now_of("2018-04-30"));
  REQUIRE(before.has_value());
  CHECK(sizes(before->areas[0].held) == "0 0 0");
}
