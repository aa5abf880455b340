#include "tests/api/events.hpp"
#include "tests/scenarios/story.hpp"
#include "tests/scratch.hpp"

#include <doctest/doctest.h>

#include <filesystem>

// POST /v1/dry-run: what would become of events, without a trace of them.

namespace {

StoryLedger::Answer dry_run(StoryLedger& ledger, const std::string& body) {
  return ledger.post(body, "application/json", "/v1/dry-run");
}

std::string at(const StoryLedger::Answer& answer, std::string_view pointer) {
  careledger::core::json::Parser parser;
  const auto value = parser.parse(answer.body);
  REQUIRE_MESSAGE(value.has_value(), answer.body);
  return at_pointer(*value, pointer);
}

std::string event(const std::string& type, const std::string& id, const std::string& data) {
  return R"({"specversion":"1.0","id":")" + id + R"(","source":"/t","type":"careledger.)" + type +
         R"(","time":"2019-04-01T00:00:00Z","data":)" + data + "}";
}

const std::string home =
    event("service.registered", "home", R"({"service":"home","provider":"p","name":"Home","category":"residential"})");
const std::string placed = event("placement.made", "k",
                                 R"({"package":"k","service":"home","category":"residential","citizen":"c",)"
                                 R"("unit":"week","units_per_week":"1","price_pence":60000,"reason":"legacy"})");
const std::string invoiced =
    event("invoice.received", "i", R"({"invoice":"i","package":"k","period":"2019-P01","units":"4","amount_pence":1})");
const std::string citizen = event("citizen.registered", "c", R"({"citizen":"c","external_ref":"LAS 4711"})");

}  // namespace

TEST_CASE("each is judged by itself, with those before it that would be admitted; nothing is stored") {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  REQUIRE(ledger.post(inspection("a", "good")).status == 201);
  const auto before = ledger.get("/log/checkpoint", "text/plain").body;

  const auto answer = dry_run(ledger, "[" + inspection("a", "good") + "," + inspection("a", "inadequate") + "," +
                                          inspection("b", "gold") + "," + invoiced + "," + home + ",[" + placed + "," +
                                          invoiced + "]," + invoiced + "]");
  REQUIRE_MESSAGE(answer.status == 200, answer.body);
  CHECK(at(answer, "/judged/#") == "7");
  CHECK(at(answer, "/judged/0") == R"({"new":0,"status":200})");
  CHECK(at(answer, "/judged/1/status") == "409");
  CHECK(at(answer, "/judged/1/problem/type") == R"("/problems/id-reused")");
  CHECK(at(answer, "/judged/2/status") == "422");
  CHECK(at(answer, "/judged/2/problem/errors/0/pointer") == R"("/2/data/outcome")");
  CHECK(at(answer, "/judged/3/problem/errors/0/pointer") == R"("/3/data/package")");
  CHECK(at(answer, "/judged/4/status") == "201");
  CHECK(at(answer, "/judged/5") == R"({"new":2,"status":201})");
  CHECK(at(answer, "/judged/6/status") == "200");

  CHECK(ledger.get("/log/checkpoint", "text/plain").body == before);
  CHECK(at(ledger.get("/v1/events?tag=package:k"), "/events/#") == "0");
  CHECK(ledger.get("/v1/packages/k").status == 404);
  CHECK(ledger.post(invoiced).status == 422);
}

TEST_CASE("what belongs together is admitted together or not at all") {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  const auto answer =
      dry_run(ledger, "[" + home + ",[" + placed + "," + inspection("b", "gold") + "]," + invoiced + "]");
  CHECK(at(answer, "/judged/1/problem/errors/0/pointer") == R"("/1/1/data/outcome")");
  CHECK(at(answer, "/judged/2/status") == "422");  // the placement before it would not have been admitted
}

TEST_CASE("a rule that refuses is named") {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  const auto answer = dry_run(
      ledger, "[" + home + "," + event("enrolment.accepted", "e", R"({"service":"home","scheme":"2018"})") + "]");
  CHECK(at(answer, "/judged/1/status") == "409");
  CHECK(at(answer, "/judged/1/problem/rule/id") == R"("EC-2")");
}

TEST_CASE("words about a person are compared as they were sent") {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  // The same citizen twice in one extract, and then with another number.
  auto other = citizen;
  other.replace(other.find("4711"), 4, "4712");
  const auto answer = dry_run(ledger, "[" + citizen + "," + citizen + "," + other + "]");
  CHECK(at(answer, "/judged/0/status") == "201");
  CHECK(at(answer, "/judged/1/status") == "200");
  CHECK(at(answer, "/judged/2/problem/type") == R"("/problems/id-reused")");

  REQUIRE(ledger.post(citizen).status == 201);
  const auto again = dry_run(ledger, "[" + citizen + "," + other + "]");
  CHECK(at(again, "/judged/0/status") == "200");
  CHECK(at(again, "/judged/1/status") == "409");
}

TEST_CASE("what is no list of events is refused as a whole") {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  CHECK(dry_run(ledger, "[").status == 400);
  CHECK(dry_run(ledger, "{}").status == 422);
  CHECK(dry_run(ledger, "[]").status == 422);
  CHECK(at(dry_run(ledger, "[[]]"), "/judged/0/status") == "422");
  std::string many = "[" + home;
  for (int i = 0; i < 1000; ++i) many += ",1";
  CHECK(dry_run(ledger, many + "]").status == 413);
  CHECK(ledger.get("/v1/dry-run").status == 405);
}
