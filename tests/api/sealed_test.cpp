#include "tests/api/asking.hpp"
#include "tests/scratch.hpp"

#include <doctest/doctest.h>

#include <map>
#include <utility>
#include <vector>

// Until a requirement has closed an offer for it is seen by its own provider alone.

namespace {

constexpr std::string_view far_off = "2190-01-01T00:00:00Z";
constexpr std::string_view long_gone = "2018-06-03T12:00:00Z";

std::string at(const StoryLedger::Answer& answer, std::string_view pointer) {
  careledger::core::json::Parser parser;
  const auto value = parser.parse(answer.body);
  REQUIRE_MESSAGE(value.has_value(), answer.body);
  return at_pointer(*value, pointer);
}

std::string requirement_closing(std::string_view closes) {
  return R"({"requirement":"r1","scheme":"2018","category":"residential","citizen":"c1","unit":"week",)"
         R"("units_per_week":"1","closes":")" +
         std::string(closes) + R"("})";
}

/// Two homes of two providers, who have a token each, and an offer of the first that closes then.
class Market {
 public:
  explicit Market(std::string_view closes) : ledger_(scratch_.path()) {
    for (const auto* const id : {"a", "b"}) {
      told("service.registered", std::string(R"({"service":")") + id + R"(","provider":"p-)" + id +
                                     R"(","name":"S","category":"residential"})");
      tokens_[id] = *ledger_.instance().application().tokens().create(
          {.role = "provider", .name = id, .provider = std::string("p-") + id});
    }
    tokens_["council"] = *ledger_.instance().application().tokens().create({.role = "admin", .name = "council"});
    published_ = told("requirement.published", requirement_closing(closes));
    sequence_ = told("offer.submitted",
                     R"({"offer":"o1","requirement":"r1","service":"a","can_meet":true,"price_pence":70000})");
    correction_ =
        told("event.corrected", R"({"corrects":")" + sequence_ + R"(","data":{"price_pence":1},"reason":"r"})");
    told("offer.withdrawn", R"({"offer":"o1"})");
  }

  /// As the provider of that home, or as the operator.
  StoryLedger::Answer get(const std::string& target, const std::string& as = "") {
    return ask(ledger_, {.target = target, .token = tokens_[as], .media = ""});
  }

  /// Whether a condition on offers for the requirement holds, asked by appending something else.
  int condition(const std::string& as) {
    const std::string service = as.empty() ? "z" : as;
    return ask(ledger_,
               {.target = "/v1/events",
                .token = tokens_[as],
                .body = R"({"events":[{"specversion":"1.0","id":"x)" + std::to_string(++sent_) +
                        R"(","source":"/t","type":"careledger.alert.raised","data":{"alert":"x","service":")" +
                        service + R"(","kind":"quality","severity":"low"}}],"condition":{"tags":["requirement:r1"],)" +
                        R"("types":["careledger.offer.submitted"],"after":0}})",
                .media = "application/vnd.careledger.append+json"})
        .status;
  }

  /// Several events in one request, as another administrator; each as its type and its data.
  StoryLedger::Answer together(const std::vector<std::pair<std::string, std::string>>& events, bool is_rehearsal) {
    std::string body;
    for (const auto& [type, data] : events) {
      body += body.empty() ? "[" : ",";
      body += R"({"specversion":"1.0","source":"/t","id":"t)" + std::to_string(++sent_) + R"(","type":"careledger.)" +
              type + R"(","data":)" + data + "}";
    }
    return ask(ledger_, {.target = is_rehearsal ? "/v1/dry-run" : "/v1/events",
                         .token = tokens_["council"],
                         .body = body + "]",
                         .media = "application/cloudevents-batch+json"});
  }

  /// The sequence that it got.
  std::string told(const std::string& type, const std::string& data) {
    const std::string id = "e" + std::to_string(++sent_);
    const auto answer = ledger_.post(R"({"specversion":"1.0","source":"/t","id":")" + id + R"(","type":"careledger.)" +
                                     type + R"(","time":"2018-06-02T10:00:00Z","data":)" + data + "}");
    REQUIRE_MESSAGE(answer.status == 201, answer.body);
    const auto quoted = at(answer, "/appended/0/sequence");
    return quoted.substr(1, quoted.size() - 2);
  }

  const std::string& published() const { return published_; }
  const std::string& sequence() const { return sequence_; }
  const std::string& correction() const { return correction_; }

 private:
  Scratch scratch_;
  StoryLedger ledger_;
  std::map<std::string, std::string> tokens_;
  std::string published_, sequence_, correction_;
  int sent_ = 0;
};

}  // namespace

TEST_CASE("before closing an offer, its correction and its withdrawal are seen by its own provider alone") {
  Market market(far_off);
  for (const auto& [as, sees] : {std::pair("", false), std::pair("b", false), std::pair("a", true)}) {
    CAPTURE(std::string(as));
    const int status = sees ? 200 : 404;
    for (const auto& sequence : {market.sequence(), market.correction()}) {
      CHECK(market.get("/v1/events/" + sequence, as).status == status);
      CHECK(market.get("/v1/events/" + sequence + "/receipt", as).status == status);
    }
    CHECK(at(market.get("/v1/events?tag=offer:o1", as), "/events/#") == (sees ? "3" : "0"));
    CHECK(at(market.get("/v1/events?type=careledger.offer.submitted", as), "/events/#") == (sees ? "1" : "0"));
    CHECK(at(market.get("/v1/events?source=/t&id=e4", as), "/events/#") == (sees ? "1" : "0"));
    CHECK(at(market.get("/v1/services/a/record", as), "/events/#") == (sees ? "4" : "1"));  // its withdrawal too
    CHECK(at(market.get("/v1/requirements/r1", as), "/offers/#") == (sees ? "1" : "0"));
    CHECK(market.get("/v1/offers/o1/outcome", as).status == (sees ? 409 : 404));
    CHECK(market.condition(as) == (sees ? 412 : 201));
  }
}

TEST_CASE("before closing no evaluation is told, whatever instant it is asked for") {
  Market market(far_off);
  for (const auto* const path : {"/v1/requirements/r1/evaluation", "/v1/requirements/r1/evaluation?at=2199-01-01",
                                 "/v1/requirements/r1/evaluation/why?at=2018-06-02&known_at=7"}) {
    const auto answer = market.get(path);
    CHECK(answer.status == 409);
    CHECK(at(answer, "/type") == "\"/problems/sealed\"");
  }
  CHECK(market.get("/v1/requirements/r9/evaluation").status == 404);
  CHECK(market.get("/v1/requirements/r1/evaluation", "a").status == 403);
  CHECK(market.get("/v1/allocations", "a").status == 403);
}

TEST_CASE("what closes a requirement opens nothing to the request that it came with") {
  Market market(far_off);
  const std::string closes = R"("closes":")" + std::string(long_gone) + "\"";
  const std::vector<std::pair<std::string, std::string>> openers{
      {"event.corrected",
       R"({"corrects":")" + market.published() + R"(","data":{)" + closes + R"(},"reason":"typed"})"},
      {"requirement.widened", R"({"requirement":"r1","areas":["9"],)" + closes + "}"},
      {"requirement.published", requirement_closing(long_gone)}};
  for (const auto& opener : openers) {
    for (const bool is_rehearsal : {true, false}) {
      CAPTURE(opener.first);
      // What is told is the same of an offer that is there as of one that is not.
      const auto award = [&](const std::string& offer) {
        const std::string data = R"({"requirement":"r1","package":"k1","offer":")" + offer + "\"}";
        const auto answer = market.together({opener, {"award.made", data}}, is_rehearsal);
        CHECK(answer.body.find("\"" + market.sequence() + "\"") == std::string::npos);
        CHECK(answer.body.find("AL-30") != std::string::npos);
        return answer;
      };
      CHECK(award("o1").body == award("o2").body);
      const auto correction = [&](const std::string& sequence) {
        const std::string data = R"({"corrects":")" + sequence + R"(","data":{"price":1},"reason":"r"})";
        auto body = market.together({opener, {"event.corrected", data}}, is_rehearsal).body;
        for (auto at = body.find(sequence); at != std::string::npos; at = body.find(sequence)) {
          body.replace(at, sequence.size(), "it");
        }
        return body;
      };
      CHECK(correction(market.sequence()) == correction("900"));
    }
  }
}

TEST_CASE("a service that goes to another provider takes its sealed offers to nobody") {
  Market market(far_off);
  market.told("service.registered", R"({"service":"a","provider":"p-b","name":"S","category":"residential"})");
  CHECK(market.get("/v1/events/" + market.sequence(), "a").status == 200);
  CHECK(market.get("/v1/events/" + market.sequence(), "b").status == 404);
  CHECK(at(market.get("/v1/requirements/r1", "b"), "/offers/#") == "0");
}

TEST_CASE("what was open once stays so where its requirement closes anew, and what is offered then is sealed") {
  for (const bool widens : {true, false}) {
    Market market(long_gone);
    const std::string closes = R"("closes":")" + std::string(far_off) + "\"";
    if (widens) {
      market.told("requirement.widened", R"({"requirement":"r1","areas":["9"],)" + closes + "}");
    } else {
      market.told("event.corrected",
                  R"({"corrects":")" + market.published() + R"(","data":{)" + closes + R"(},"reason":"anew"})");
    }
    const auto later = market.told(
        "offer.submitted", R"({"offer":"o2","requirement":"r1","service":"b","can_meet":true,"price_pence":60000})");
    for (const auto* const as : {"", "a", "b"}) {
      CAPTURE(std::string(as));
      CHECK(market.get("/v1/events/" + market.sequence(), as).status == 200);
      CHECK(market.get("/v1/events/" + market.correction(), as).status == 200);
      CHECK(market.get("/v1/events/" + later, as).status == (std::string(as) == "b" ? 200 : 404));
    }
    CHECK(market.get("/v1/requirements/r1/evaluation").status == 409);
  }
}

TEST_CASE("after closing offers are in the record for all, and a bidder is told its own outcome alone") {
  Market market(long_gone);
  for (const auto* const as : {"", "a", "b"}) {
    CHECK(market.get("/v1/events/" + market.sequence(), as).status == 200);
    CHECK(market.get("/v1/events/" + market.correction() + "/receipt", as).status == 200);
    CHECK(market.condition(as) == 412);
  }
  CHECK(market.get("/v1/requirements/r1/evaluation").status == 200);
  CHECK(market.get("/v1/offers/o1/outcome", "b").status == 404);
  const auto outcome = market.get("/v1/offers/o1/outcome", "a");
  CHECK(outcome.status == 200);
  CHECK(at(outcome, "/rank") == "null");
  CHECK(at(outcome, "/rule") == "\"AL-0\"");
}

TEST_CASE("what is published of a sealed requirement is what it asks for, and reports and releases are the council's") {
  Market market(far_off);
  const auto releases = market.get("/v1/releases?at=2190-02-01");
  CHECK(at(releases, "/releases/#") == "1");
  CHECK(at(releases, "/releases/0/tag") == "[\"tender\"]");
  for (const auto* const hidden : {"o1", "70000", "p-a", "\"c1\"", "tenderers", "numberOfTenderers"}) {
    CHECK_MESSAGE(releases.body.find(hidden) == std::string::npos, hidden);
  }
  for (const auto* const path : {"/v1/releases", "/v1/reports/market", "/v1/reports/market/good_awards"}) {
    CHECK(market.get(path).status == 200);
    CHECK(market.get(path, "a").status == 403);
  }
}
