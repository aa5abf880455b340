#include "core/json/canonical.hpp"
#include "tests/api/events.hpp"
#include "tests/api/market.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>
#include <vector>

// The rows of lists and histories: their forms, their columns, and the times that ratings name.

using namespace careledger;

TEST_CASE("a list is given as CSV and as NDJSON where Accept asks for it") {
  Market market;
  const auto csv = market.ledger.get("/v1/services/home/rating/history", "text/csv");
  CHECK(csv.body.starts_with("service,scheme,band,score,since,until,projected,rule,because,at,known_at\r\n"));
  const auto lines = market.ledger.get("/v1/events?tag=service:home&limit=2", "application/x-ndjson");
  CHECK(std::count(lines.body.begin(), lines.body.end(), '\n') == 2);
  CHECK(market.ledger.get("/v1/ratings", "image/png").status == 406);
}

TEST_CASE("events in CSV have the same columns on every page, and on one without rows") {
  Market market;
  const std::string columns =
      "sequence,recordedtime,time,type,subject,source,id,authid,data,correlationid,causationid,datacontenttype,"
      "dataschema,specversion,salt,traceparent\r\n";
  const auto header_of = [&market](const std::string& target) {
    const auto csv = market.ledger.get(target, "text/csv").body;
    return csv.substr(0, csv.find('\n') + 1);
  };
  for (const auto* const target :
       {"/v1/events?limit=6", "/v1/events?tag=service:home", "/v1/events?tag=service:none", "/v1/events?after=31",
        "/v1/events?source=/feeds/cqc&id=home", "/v1/events?source=/feeds/cqc&id=none", "/v1/services/home/record"}) {
    INFO(target);
    CHECK(header_of(target) == columns);
  }
  // No member is missing.
  core::json::Parser parser;
  REQUIRE(market.ledger
              .post(with(with(with(inspection("full", "good"), "traceparent",
                                   "\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\""),
                              "correlationid", "\"c\""),
                         "causationid", "\"d\""))
              .status == 201);
  const auto event = market.ledger.get("/v1/events/32").body;
  for (const auto [name, member] : parser.parse(event)->members()) {
    INFO(std::string(name));
    CHECK(("," + columns.substr(0, columns.size() - 2) + ",").find("," + std::string(name) + ",") != std::string::npos);
  }
}

TEST_CASE("every rating names its two times, which are no part of an answer's tag") {
  Market market;
  const std::string times = "?at=2018-05-12&known_at=20";
  for (const auto& [target, pointer] : std::vector<std::pair<std::string, std::string>>{
           {"/v1/services/home/rating", ""},
           {"/v1/services/home/rating/history", "/segments/0"},
           {"/v1/services/home/rating/history", "/segments/2"},
           {"/v1/services/home/rating/why", "/before"},
           {"/v1/services/home/rating/why", "/after"},
           {"/v1/ratings", "/ratings/0"},
       }) {
    INFO(target, pointer);
    const auto answer = market.ledger.get(target + times);
    CHECK(at(answer.body, pointer + "/service") == "\"home\"");
    CHECK(at(answer.body, pointer + "/at") == "\"2018-05-11T23:00:00Z\"");
    CHECK(at(answer.body, pointer + "/known_at") == "\"20\"");
    for (const auto* const form : {"application/json", "application/x-ndjson", "text/csv"}) {
      const auto later = market.ledger.get(target + "?at=2018-05-12T00:30:00Z&known_at=20", form);
      CHECK(later.body != market.ledger.get(target + times, form).body);
      CHECK(header(later.headers, "ETag") == header(market.ledger.get(target + times, form).headers, "ETag"));
    }
  }
  const auto line = market.ledger.get("/v1/ratings" + times, "application/x-ndjson").body;
  CHECK(at(line.substr(0, line.size() - 1), "/known_at") == "\"20\"");
}

TEST_CASE("a history is whole whatever is asked, and what has come by now is not projected") {
  Market market;
  const auto history = [&market](const std::string& query) {
    const auto body = market.ledger.get("/v1/services/home/rating/history" + query).body;
    std::string projected;
    core::json::Parser parser;
    for (const auto segment : parser.parse(body)->find("segments")->elements())
      projected += core::json::canonical(*segment.find("projected")) == "true" ? 'p' : '.';
    return projected;
  };
  const auto all = history("");
  CHECK(all.size() > 4);
  CHECK(all == std::string(all.size(), '.'));
  for (const auto* const at : {"2012-01-01", "2018-05-11T09:00:00Z", "2199-01-01"}) {
    CHECK(history(std::string("?at=") + at) == all);
  }
}
