#include "core/time/instant.hpp"
#include "tests/api/sealed_market.hpp"

#include <chrono>
#include <thread>

// Identities and ids that are given twice, since who gives them may not know of the first.

TEST_CASE("a bidder's own repetition is a duplicate, and others may use the same identity, before closing and after") {
  Market market({{"a", {"offer.submitted", "i1", offer("o1", "r1", "a", R"(,"price_pence":70000)")}}});
  const auto theirs = event({"offer.submitted", "i1", offer("o1", "r1", "a", R"(,"price_pence":70000)")});
  CHECK(market.post("a", theirs).status == 200);
  const auto mine = event({"offer.submitted", "i1", offer("b9", "r1", "b", "")});
  CHECK(market.post("b", mine).status == 201);
  CHECK(market.post("b", mine).status == 200);
  CHECK(market.post("a", theirs).status == 200);
  const auto told_of = [&market](const std::string& as) {
    const auto body = market.get(as, "/v1/events?source=/portal&id=i1", "").body;
    return std::pair(body.find("\"o1\"") != std::string::npos, body.find("\"b9\"") != std::string::npos);
  };
  for (const bool rebuilt : {false, true}) {
    CAPTURE(rebuilt);
    if (rebuilt) REQUIRE(market.rebuild());
    CHECK(told_of("a") == std::pair(true, false));
    CHECK(told_of("b") == std::pair(false, true));
    CHECK(told_of("admin") == std::pair(false, false));
  }
}

TEST_CASE("an offer's id is his who gave it first: another's under it does not count, and takes nothing away") {
  using namespace std::chrono_literals;
  Market market({});
  const auto closes = careledger::core::time::Instant{careledger::core::time::now().micros + 1'500'000};
  REQUIRE(market
              .post("", event({"requirement.published", "r9",
                               R"({"requirement":"r9","scheme":"2018","category":"residential","citizen":"c1",)"
                               R"("unit":"week","units_per_week":"1","closes":")" +
                                   careledger::core::time::format(closes) + "\"}"}))
              .status == 201);
  REQUIRE(market.post("a", event({"offer.submitted", "1", offer("o", "r9", "a", "")})).status == 201);
  REQUIRE(market.post("b", event({"offer.submitted", "2", offer("o", "r9", "b", "")})).status == 201);
  REQUIRE(market.post("b", event({"offer.submitted", "3", offer("p", "r9", "b", "")})).status == 201);
  REQUIRE(market.post("b", event({"offer.withdrawn", "4", R"({"offer":"o"})"})).status == 201);
  while (careledger::core::time::now() <= closes) std::this_thread::sleep_for(50ms);
  const auto evaluation = market.get("admin", "/v1/requirements/r9/evaluation", "").body;
  CAPTURE(evaluation);
  careledger::core::json::Parser parser;
  const auto value = parser.parse(evaluation);
  REQUIRE(value.has_value());
  CHECK(at_pointer(*value, "/ranking/#") == "2");
  CHECK(at_pointer(*value, "/ranking/0/service") == "\"a\"");
  CHECK(at_pointer(*value, "/excluded/0/service") == "\"b\"");
  CHECK(at_pointer(*value, "/excluded/0/rule") == "\"AL-0\"");
  // Now that it is known whose the id is, it is refused.
  const auto late = market.post("c", event({"offer.submitted", "5", offer("o", "r9", "c", "")}));
  CHECK(late.status == 422);
  CHECK(late.body.find("/data/offer") != std::string::npos);
  CHECK(market.get("a", "/v1/offers/o/outcome", "").body.find(R"("rank":1)") != std::string::npos);
  CHECK(market.get("b", "/v1/offers/o/outcome", "").body.find(R"("rule":"AL-0")") != std::string::npos);
}

TEST_CASE("an award by a time to come, before closing, is refused whatever it names") {
  Market market({{"a", {"offer.submitted", "i1", offer("o1", "r1", "a", "")}}});
  for (const std::string id : {"o1", "nothing"}) {
    const auto answer = market.post(
        "admin", event({"award.made", "w-" + id, R"({"requirement":"r1","offer":")" + id + R"(","package":"k"})"},
                       "2195-01-01T00:00:00Z"));
    CHECK(answer.status == 409);
    CHECK(answer.body.find("AL-30") != std::string::npos);
  }
}
