#include "tests/scenarios/story.hpp"
#include "tests/scratch.hpp"

#include <doctest/doctest.h>

#include <algorithm>

// Finding services, and the record of a service, a provider, a citizen: every interaction, newest first.

using namespace careledger;

namespace {

struct Record {
  Record() {
    told("provider.registered", "2012-01-01T00:00:00Z", R"({"provider":"p","name":"P"})");
    told("service.registered", "2012-01-01T00:00:00Z",
         R"({"service":"home","provider":"p","name":"H","category":"residential"})");
    told("inspection.published", "2019-03-01T00:00:00Z",
         R"({"service":"home","inspector":"council","kind":"full","outcome":"gold"})");
    told("feedback.reviewed", "2019-02-01T00:00:00Z",
         R"({"service":"home","citizen":"c1","outcomes_set":2,"outcomes_delivered":1,"recommends":null})");
    told("credit-alert.received", "2019-02-01T00:00:00Z", R"({"provider":"p","level":"low"})");
    told("event.corrected", "2019-04-01T00:00:00Z", R"({"corrects":"9","data":{"service":"other"},"reason":"x"})");
    told("service.registration-changed", "2199-01-01T00:00:00Z", R"({"service":"home","status":"dormant"})");
  }

  void told(const std::string& type, const std::string& time, const std::string& data) {
    const auto answer =
        ledger.post(R"({"specversion":"1.0","source":"/s","id":"e)" + std::to_string(++sent) +
                    R"(","type":"careledger.)" + type + R"(","time":")" + time + R"(","data":)" + data + "}");
    REQUIRE_MESSAGE(answer.status == 201, answer.body);
  }

  /// The sequences of a list, in its order; the policies are 1 to 6.
  std::string sequences(const std::string& target, std::string* next = nullptr) {
    const auto answer = ledger.get(target);
    INFO(target, " ", answer.body);
    REQUIRE(answer.status == 200);
    core::json::Parser parser;
    const auto value = parser.parse(answer.body);
    REQUIRE(value.has_value());
    std::string found;
    for (const auto event : value->find("events")->elements()) {
      found += (found.empty() ? "" : " ") + std::string(event.text("sequence"));
    }
    if (next != nullptr) *next = value->text("next");
    return found;
  }

  Scratch scratch;
  StoryLedger ledger{scratch.path()};
  int sent = 0;
};

}  // namespace

TEST_CASE("a record is every interaction as stored, newest first, with both times and filters") {
  Record record;
  struct Row {
    std::string_view target, sequences;
  };
  for (const auto& [target, sequences] : std::vector<Row>{
           {"/v1/services/home/record", "12 9 10 8"},
           {"/v1/services/home/record?at=2199-02-01", "13 12 9 10 8"},
           {"/v1/services/home/record?at=2019-02-28", "10 8"},
           {"/v1/services/home/record?known_at=9", "9 8"},
           {"/v1/services/other/record", "12 9"},  // the correction, and what it brings here
           {"/v1/services/home/record?kind=quality", "9 10"},
           {"/v1/services/home/record?kind=record&kind=market", "12 8"},
           {"/v1/services/home/record?kind=inspection.published", "9"},
           {"/v1/services/home/record?kind=careledger.feedback.reviewed", "10"},
           {"/v1/services/home/record?from=2019-02-01&to=2019-03-01", "10"},
           {"/v1/services/home/record?from=2019-02-02&to=2019-03-01", ""},
           {"/v1/services/home/record?from=2019-03-01&to=2019-03-01T00:00:01Z", "9"},
           {"/v1/providers/p/record", "12 9 11 10 8 7"},  // with its services'
           {"/v1/providers/p/record?kind=credit-alert.received", "11"},
           {"/v1/citizens/c1/record", "10"},
       }) {
    CHECK(record.sequences(std::string(target)) == sequences);
  }
}

TEST_CASE("pages of a record follow one another as the first page saw it") {
  Record record;
  std::string next;
  CHECK(record.sequences("/v1/services/home/record?limit=2&kind=quality&kind=market&kind=record", &next) == "12 9");
  record.told("inspection.published", "2018-03-01T00:00:00Z",
              R"({"service":"home","inspector":"council","kind":"full","outcome":"gold"})");
  CHECK(record.sequences("/v1/services/home/record?limit=1&next=" + next, &next) == "10");
  CHECK(record.sequences("/v1/services/home/record?next=" + next, &next) == "8");
  CHECK(next.empty());
  CHECK(record.ledger.get("/v1/services/home/record?next=bm9uc2Vuc2U").status == 400);
}

TEST_CASE("a page's next pins all but limit, and what is wrong is said") {
  Record record;
  std::string next;
  CHECK(record.sequences("/v1/providers/p/record?limit=1", &next) == "12");
  struct Row {
    std::string target;
    int status;
  };
  for (const auto& [target, status] : std::vector<Row>{
           {"/v1/providers/p/record?kind=market&next=" + next, 400},
           {"/v1/providers/p/record?at=2019-01-01&next=" + next, 400},
           {"/v1/providers/p/record?kind=weather", 400},
           {"/v1/providers/p/record?colour=blue", 400},
           {"/v1/providers/p/record?limit=0", 400},
           {"/v1/providers/p/record?known_at=99", 400},
           {"/v1/providers/p/record?known_at=6", 404},
           {"/v1/providers/q/record", 404},
           {"/v1/services/p/record", 404},
           {"/v1/services/home/record?known_at=7", 404},
           {"/v1/citizens/c2/record", 404},
           {"/v1/citizens/c1/record?known_at=9", 404},
           {"/v1/providers/q", 404},
           {"/v1/providers/p?known_at=6", 404},
           {"/v1/providers/p?colour=blue", 400},
           {"/v1/services?colour=blue", 400},
           {"/v1/capacity?scheme=2018&limit=3", 400},
       }) {
    INFO(target);
    CHECK(record.ledger.get(target).status == status);
  }
}

TEST_CASE("a record and the capacity are given as CSV and NDJSON too") {
  Record record;
  const auto lines = record.ledger.get("/v1/services/home/record", "application/x-ndjson");
  CHECK(std::count(lines.body.begin(), lines.body.end(), '\n') == 4);
  const auto csv = record.ledger.get("/v1/capacity?scheme=2018", "text/csv");
  CHECK(csv.body.starts_with("area,name,places,held,free,lots\r\n"));
  CHECK(std::count(csv.body.begin(), csv.body.end(), '\n') == 6);
}

TEST_CASE("a record holds what came of an offer, and the ends of what began in it") {
  Record record;
  const auto then = [&record](const std::string& type, const std::string& time, const std::string& data) {
    record.told(type, time, data);
    return std::to_string(record.sent + 6);  // the policies are 1 to 6
  };
  const auto bought = then("placement.made", "2020-01-01T00:00:00Z",
                           R"({"package":"k","service":"home","category":"residential","citizen":"c2","unit":"week",)"
                           R"("units_per_week":"1","price_pence":50000,"reason":"x"})");
  const auto visit = then("package.started", "2020-01-02T00:00:00Z", R"({"package":"k"})");
  const auto invoice = then("invoice.received", "2020-01-03T00:00:00Z",
                            R"({"invoice":"i","package":"k","period":"2019-P10","units":"1","amount_pence":50000})");
  const auto paid = then("payment.made", "2020-01-04T00:00:00Z", R"({"payment":"pay","invoice":"i","amount_pence":1})");
  const auto imposed =
      then("suspension.imposed", "2020-01-05T00:00:00Z", R"({"suspension":"s","service":"home","reason":"x"})");
  const auto lifted = then("suspension.lifted", "2020-01-06T00:00:00Z", R"({"suspension":"s","reason":"x"})");
  const auto breach = then("breach.raised", "2020-01-07T00:00:00Z", R"({"breach":"b","provider":"p","kind":"x"})");
  const auto decided = then("breach.decided", "2020-01-08T00:00:00Z", R"({"breach":"b","upheld":true})");
  const auto contract = then("contract.signed", "2020-01-09T00:00:00Z",
                             R"({"contract":"c","provider":"p","scheme":"2018","starts":"2020-01-09"})");
  const auto ended =
      then("contract.terminated", "2020-01-10T00:00:00Z", R"({"contract":"c","by":"council","ground":"x"})");
  const auto reply = then("representation.received", "2020-01-11T00:00:00Z",
                          R"({"representation":"r","about":")" + decided + R"(","grounds":"x"})");
  const auto answered =
      then("representation.decided", "2020-01-12T00:00:00Z", R"({"representation":"r","outcome":"x"})");
  then("representation.received", "2020-01-13T00:00:00Z", R"({"representation":"r2","about":"1","grounds":"x"})");
  const std::string money = paid + " " + invoice + " " + visit + " " + bought;
  const std::string services = lifted + " " + imposed + " " + money;
  CHECK(record.sequences("/v1/services/home/record?from=2020-01-01") == services);
  CHECK(record.sequences("/v1/providers/p/record?from=2020-01-01") ==
        answered + " " + reply + " " + ended + " " + contract + " " + decided + " " + breach + " " + services);
  CHECK(record.sequences("/v1/citizens/c2/record") == money);
  CHECK(record.sequences("/v1/providers/p/record?kind=money") == paid + " " + invoice);
  CHECK(record.sequences("/v1/services/home/record?from=2020-01-01&known_at=" + invoice) ==
        invoice + " " + visit + " " + bought);
}
