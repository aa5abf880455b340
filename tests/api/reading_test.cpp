#include "core/crypto/encoding.hpp"
#include "core/merkle/checkpoint.hpp"
#include "core/merkle/hash.hpp"
#include "core/merkle/tlog_proof.hpp"
#include "tests/api/events.hpp"
#include "tests/api/market.hpp"

#include <doctest/doctest.h>

// Reading: lists and their pages, the two times, conditional answers, proofs.

using namespace careledger;

TEST_CASE("pages of a list follow one another, and the first pins what the others see") {
  Market market;
  const auto first = market.ledger.get("/v1/events?tag=service:home&limit=10");
  CHECK(at(first.body, "/events/#") == "10");
  CHECK(at(first.body, "/events/0/sequence") == "\"7\"");
  REQUIRE(market.ledger.post(inspection("later", "good")).status == 201);
  auto next = unquoted(at(first.body, "/next"));
  const auto second = market.ledger.get("/v1/events?limit=10&next=" + next);
  CHECK(at(second.body, "/events/0/sequence") == "\"17\"");
  const auto third = market.ledger.get("/v1/events?limit=10&next=" + unquoted(at(second.body, "/next")));
  CHECK(at(third.body, "/events/#") == "5");  // not the one that came later
  CHECK(at(third.body, "/next") == "null");
  CHECK(market.ledger.get("/v1/events?next=" + next + "&tag=x").status == 400);
  CHECK(market.ledger.get("/v1/events?next=bm9uc2Vuc2U").status == 400);
}

TEST_CASE("events are chosen by all tags, any type, sequence and time") {
  Market market;
  struct Row {
    std::string_view query, count;
  };
  for (const auto& [query, count] : std::vector<Row>{
           {"tag=service:home", "25"},
           {"tag=service:home&tag=service:other", "0"},
           {"type=careledger.policy.adopted", "6"},
           {"type=careledger.policy.adopted&type=careledger.inspection.published", "30"},
           {"after=30", "1"},
           {"tag=service:home&from=2018-05-12&to=2018-05-14", "2"},
           {"from=2018-05-12T09:00:00Z&to=2018-05-13T09:00:00%2B01:00", "1"},
           {"from=2018-05-12T10:00:00 01:00&to=2018-05-12T09:00:01Z", "1"},  // a space reads as +
       }) {
    INFO(std::string(query));
    CHECK(at(market.ledger.get("/v1/events?" + std::string(query)).body, "/events/#") == count);
  }
}

TEST_CASE("an event is given in the structured mode, named as CloudEvents or as JSON") {
  Market market;
  struct Row {
    std::string_view accept;
    int status;
    std::string_view type;
  };
  for (const auto& [accept, status, type] : std::vector<Row>{
           {"", 200, "application/cloudevents+json"},
           {"*/*", 200, "application/cloudevents+json"},
           {"Application/JSON", 200, "application/json"},
           {"application/json;q=0.5, application/cloudevents+json;q=0.8", 200, "application/cloudevents+json"},
           {"application/cloudevents+json;q=0, application/*;q=0.1", 200, "application/cloudevents+json"},
           {"text/csv, application/json", 200, "application/json"},
           {"text/csv", 406, "application/problem+json"},
           {"application/json;q=0", 406, "application/problem+json"},
       }) {
    INFO(std::string(accept));
    const auto answer = market.ledger.get("/v1/events/7", accept);
    CHECK(answer.status == status);
    CHECK(answer.type == type);
  }
}

TEST_CASE("a tag of a page is the same for as long as its rows are, though next pins the times") {
  Market market;
  const auto first = market.ledger.get("/v1/ratings?limit=1&at=2018-06-01");
  CHECK(header(market.ledger.get("/v1/events?limit=2").headers, "ETag") ==
        header(market.ledger.get("/v1/events?limit=2").headers, "ETag"));
  REQUIRE(
      market.ledger
          .post(
              R"({"specversion":"1.0","id":"away","source":"/feeds/cqc","type":"careledger.service.registered",)"
              R"("time":"2018-01-01T00:00:00Z","data":{"service":"away","provider":"p","name":"A","category":"residential"}})")
          .status == 201);
  const auto page = [&market] { return market.ledger.get("/v1/ratings?limit=1"); };
  const auto before = page();
  const auto after = page();
  CHECK(at(before.body, "/next") != at(after.body, "/next"));
  CHECK(header(before.headers, "ETag") == header(after.headers, "ETag"));
  CHECK(header(first.headers, "ETag") !=
        header(market.ledger.get("/v1/ratings?limit=1&at=2018-06-01").headers, "ETag"));
}

TEST_CASE("a parameter that takes one of some words refuses others, and names them") {
  Market market;
  struct Row {
    std::string_view target, words;
  };
  for (const auto& [target, words] : std::vector<Row>{
           {"/v1/exposure?band=golden", "band is one of inadequate bronze silver gold"},
           {"/v1/exposure?suspended=yes", "suspended is one of true false"},
           {"/v1/exposure?category=homes", "category is one of home_support"},
           {"/v1/ratings?band=Gold", "band is one of"},
           {"/v1/ratings?category=homes", "category is one of"},
           {"/v1/suspensions?category=homes", "category is one of"},
           {"/v1/services?category=homes", "category is one of"},
           {"/v1/services?need=care", "need is one of older_adults"},
           {"/v1/services?free=1", "free is one of true false"},
           {"/v1/due?kind=statements", "kind is one of statement inspection"},
           {"/v1/due?owner=cqc", "owner is one of provider council"},
           {"/v1/requirements?status=new", "status is one of announced open closed awarded cancelled"},
           {"/v1/payments?state=late", "state is one of received"},
           {"/v1/fees?scheme=2018&category=homes", "category is one of"},
       }) {
    INFO(std::string(target));
    const auto answer = market.ledger.get(std::string(target));
    CHECK(answer.status == 400);
    CHECK(answer.body.find(words) != std::string::npos);
  }
}

TEST_CASE("wrong questions are refused precisely") {
  Market market;
  struct Row {
    std::string_view target;
    int status;
  };
  for (const auto& [target, status] : std::vector<Row>{
           {"/v1/services/home/rating?colour=blue", 400},
           {"/v1/services/home/rating?at=2018-02-30", 400},
           {"/v1/services/home/rating?at=yesterday", 400},
           {"/v1/services/home/rating?at=2018-05-01&at=2018-05-02", 400},
           {"/v1/services/home/rating?known_at=9999", 400},
           {"/v1/services/home/rating?known_at=2199-01-01", 400},
           {"/v1/services/home/rating?known_at=007", 400},
           {"/v1/services/home/rating?at=%zz", 400},
           {"/v1/services/nowhere/rating", 404},
           {"/v1/services/home/rating?known_at=0", 404},
           {"/v1/services/home/rating?known_at=6", 404},
           {"/v1/events?limit=0", 400},
           {"/v1/events?limit=1001", 400},
           {"/v1/events?type=inspection.published", 400},
           {"/v1/events?source=/feeds/cqc", 400},
           {"/v1/events?source=/feeds/cqc&id=home", 200},
           {"/v1/events?source=/feeds/cqc&id=home&tag=service:home", 400},
           {"/v1/events?source=/feeds/cqc&id=home&known_at=1", 400},
           {"/v1/events/0", 404},
           {"/v1/events/999", 404},
           {"/v1/events/1x", 404},
           {"/v1/events/7/receipt?size=7", 400},
           {"/v1/rules/QR-99", 404},
           {"/log/tile/0/001", 404},
           {"/log/tile/0/000", 404},  // not full yet
           {"/log/tile/64/000.p/1", 404},
           {"/log/tile/0/000.p/0", 404},
           {"/schemas/inspection.published/2", 404},
           {"/problems/none", 404},
           {"/nowhere", 404},
       }) {
    INFO(std::string(target));
    CHECK(market.ledger.get(std::string(target)).status == status);
  }
}

TEST_CASE("the two times default to now, and an answer names the sequence that it knew") {
  Market market;
  const auto now = market.ledger.get("/v1/services/home/rating");
  CHECK(at(now.body, "/known_at") == "\"31\"");
  CHECK(header(now.headers, "Cache-Control") == "private, no-cache");
  const auto then = market.ledger.get("/v1/services/home/rating?at=2018-05-11T09:00:00Z&known_at=9");
  CHECK(at(then.body, "/band") == "\"gold\"");
  CHECK(at(then.body, "/because") == "[\"9\"]");
  CHECK(header(then.headers, "Cache-Control") == "private, max-age=3600");
  const auto earlier = market.ledger.get("/v1/services/home/rating?at=2018-05-11T09:00:00Z&known_at=8");
  CHECK(at(earlier.body, "/band") == "\"silver\"");
  // By the instant at which event 8 was recorded, and by the microsecond before.
  const auto event = market.ledger.get("/v1/events/8");
  const auto recorded = unquoted(at(event.body, "/recordedtime"));
  CHECK(at(market.ledger.get("/v1/services/home/rating?known_at=" + recorded).body, "/known_at") == "\"8\"");
}

TEST_CASE("an answer's tag does not depend on the times it was asked with, and a match is 304") {
  Market market;
  const auto one = market.ledger.get("/v1/services/home/rating?at=2018-05-12");
  const auto two = market.ledger.get("/v1/services/home/rating?at=2018-05-12T01:00:00Z");
  const auto tag = header(one.headers, "ETag");
  CHECK(tag.starts_with("W/\""));
  CHECK(tag == header(two.headers, "ETag"));
  CHECK(tag != header(market.ledger.get("/v1/services/home/rating?at=2018-05-13").headers, "ETag"));
  api::http::Request request;
  request.path = "/v1/services/home/rating";
  request.query = "at=2018-05-12";
  request.from_operator = true;
  request.if_none_match = tag;
  const auto not_modified = market.ledger.instance().answer(request);
  CHECK(not_modified.status == 304);
  CHECK(not_modified.body.empty());
}

TEST_CASE("a receipt proves its event to who has only the log's key, and not another event") {
  Market market;
  const auto key = market.ledger.get("/log/key").body;
  const auto receipt = market.ledger.get("/v1/events/9/receipt");
  const auto leaf = core::crypto::from_base64(unquoted(at(receipt.body, "/event")));
  CHECK(*leaf == market.ledger.get("/v1/events/9").body);
  const auto text = market.ledger.get("/v1/events/9/receipt", "text/plain");
  const auto proof = core::merkle::parse_tlog_proof(text.body);
  REQUIRE(proof.has_value());
  CHECK(proof->index == 8);
  const core::merkle::Trust trust{.log = *core::merkle::parse_verifier_key(key.substr(0, key.find('\n')))};
  CHECK(core::merkle::verify_tlog_proof(*proof, *leaf, trust).has_value());
  CHECK_FALSE(core::merkle::verify_tlog_proof(*proof, market.ledger.get("/v1/events/10").body, trust).has_value());
}

TEST_CASE("entry bundles hold the leaves that the tiles hash") {
  Market market;
  const auto bundle = market.ledger.get("/log/tile/entries/000.p/31");
  const auto tile = market.ledger.get("/log/tile/0/000.p/31");
  CHECK(header(bundle.headers, "Cache-Control") == "private, max-age=31536000, immutable");  // it needs a token
  CHECK(header(tile.headers, "Cache-Control") == "public, max-age=31536000, immutable");
  const auto entries = core::merkle::decode_entries(bundle.body);
  REQUIRE(entries.has_value());
  REQUIRE(entries->size() == 31);
  for (std::size_t i = 0; i < entries->size(); ++i) {
    CHECK(core::merkle::hash_at(tile.body, i) == core::merkle::leaf_hash((*entries)[i]));
  }
}

TEST_CASE("without a token only what is public is answered; a token lets in, but not to the operator's routes") {
  Market market;
  const auto ask = [&](std::string_view path, std::string_view authorization,
                       api::http::Method method = api::http::Method::get) {
    api::http::Request request;
    request.method = method;
    request.path = path;
    request.authorization = authorization;
    request.content_type = "application/json";
    const std::string body = inspection("by-token", "good");
    request.body = body;
    return market.ledger.instance().answer(request);
  };
  for (const auto* const open : {"/health/live", "/health/ready", "/log/checkpoint", "/log/key", "/log/tile/0/000.p/5",
                                 "/schemas/inspection.published/1", "/problems/refused"}) {
    CHECK(ask(open, "").status == 200);
  }
  for (const auto* const closed :
       {"/v1/services/home/rating", "/v1/events", "/v1/limits", "/metrics", "/log/tile/entries/000.p/5"}) {
    CHECK(ask(closed, "").status == 401);
    CHECK(ask(closed, "Bearer nonsense").status == 401);
  }
  const auto token = market.ledger.instance().application().tokens().create({.role = "admin", .name = "tester"});
  REQUIRE(token.has_value());
  CHECK(ask("/v1/limits", "Bearer " + *token).status == 200);
  CHECK(ask("/v1/tokens", "Bearer " + *token, api::http::Method::post).status == 403);
  CHECK(ask("/v1/events", "", api::http::Method::post).status == 401);
  const auto appended = ask("/v1/events", "Bearer " + *token, api::http::Method::post);
  CHECK(appended.status == 201);
  CHECK(market.ledger.get("/v1/events?source=/feeds/cqc&id=by-token").body.find("\"authid\":\"token/tester\"") !=
        std::string::npos);
  const auto wrong = ask("/log/key", "", api::http::Method::post);
  CHECK(wrong.status == 405);
  CHECK(wrong.headers.find("Allow: GET, HEAD") != std::string::npos);
}

TEST_CASE("a report's tag depends on neither time, and it is a table where that is asked for") {
  Market market;
  const std::string asked = "/v1/reports/market?category=residential&from=2018-05-01";
  const auto tag = header(market.ledger.get(asked).headers, "ETag");
  CHECK(tag == header(market.ledger.get(asked).headers, "ETag"));  // a moment later
  CHECK(tag != header(market.ledger.get("/v1/reports/market?category=nursing&from=2018-05-01").headers, "ETag"));
  const auto csv = market.ledger.get(asked, "text/csv");
  CHECK(csv.body.starts_with("measure,indicator,unit,value,numerator,denominator,definition,source,counted,"));
  CHECK(std::count(csv.body.begin(), csv.body.end(), '\n') == 15);
  CHECK(market.ledger.get("/v1/releases", "text/csv").status == 406);  // its numbers are no table's
  CHECK(market.ledger.get("/v1/releases", "application/x-ndjson").status == 200);
}

TEST_CASE("events are listed as known at a sequence or an instant") {
  Market market;
  CHECK(at(market.ledger.get("/v1/events?tag=service:home&known_at=9").body, "/events/#") == "3");
  const auto recorded = unquoted(at(market.ledger.get("/v1/events/9").body, "/recordedtime"));
  const auto first = market.ledger.get("/v1/events?tag=service:home&limit=2&known_at=" + recorded);
  CHECK(at(first.body, "/events/#") == "2");
  const auto next = unquoted(at(first.body, "/next"));
  CHECK(at(market.ledger.get("/v1/events?next=" + next).body, "/events/#") == "1");
  CHECK(market.ledger.get("/v1/events?known_at=8&next=" + next).status == 400);
  CHECK(market.ledger.get("/v1/events?known_at=9999").status == 400);
}
