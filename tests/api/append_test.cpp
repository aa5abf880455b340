#include "core/crypto/encoding.hpp"
#include "tests/api/events.hpp"
#include "tests/scenarios/story.hpp"
#include "tests/scratch.hpp"

#include <doctest/doctest.h>

// POST /v1/events: what is answered, and in which order a request is judged.

namespace {

constexpr std::string_view batch_type = "application/cloudevents-batch+json";
constexpr std::string_view append_type = "application/vnd.careledger.append+json";

std::string at(const StoryLedger::Answer& answer, std::string_view pointer) {
  careledger::core::json::Parser parser;
  const auto value = parser.parse(answer.body);
  REQUIRE_MESSAGE(value.has_value(), answer.body);
  return at_pointer(*value, pointer);
}

}  // namespace

TEST_CASE("an event is appended once: 201, then 200 as a duplicate, and 409 with other content") {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  const auto first = ledger.post(inspection("a", "good"));
  CHECK(first.status == 201);
  const auto sequence = at(first, "/appended/0/sequence");
  CHECK(at(first, "/appended/0/duplicate") == "null");
  CHECK(at(first, "/appended/0/receipt") == "\"/v1/events/7/receipt\"");
  const auto again = ledger.post(inspection("a", "good"));
  CHECK(again.status == 200);
  CHECK(at(again, "/appended/0/duplicate") == "true");
  CHECK(at(again, "/appended/0/sequence") == sequence);
  CHECK(at(again, "/appended/0/leaf") == at(first, "/appended/0/leaf"));
  const auto other = ledger.post(inspection("a", "outstanding"));
  CHECK(other.status == 409);
  CHECK(at(other, "/type") == "\"/problems/id-reused\"");
  CHECK(at(ledger.get("/v1/events?source=/feeds/cqc&id=a"), "/events/#") == "1");
  CHECK(at(ledger.get("/v1/events?source=/feeds/cqc&id=b"), "/events/#") == "0");
}

TEST_CASE("what is wrong is told in the order of the contract, with a pointer from the request's root") {
  struct Row {
    const char* what;
    std::string body;
    std::string_view type;
    int status;
    std::string_view slug, pointer;
  };
  const std::string good = inspection("x", "good");
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  for (
      const auto& [what, body, type, status, slug, pointer] : std::vector<Row>{
          {"not JSON comes before the media type", "{", "text/plain", 400, "not-json", ""},
          {"a repeated member", R"({"id":"a","id":"b"})", "application/json", 400, "not-json", ""},
          {"an unknown media type", good, "text/plain", 415, "unsupported-media-type", ""},
          {"an unknown word", inspection("x", "gold"), "application/json", 422, "invalid-event", "/data/outcome"},
          {"a given attribute", with(good, "sequence", "\"1\""), "application/json", 422, "invalid-event", "/sequence"},
          {"an unknown attribute", with(good, "colour", "\"blue\""), "application/json", 422, "invalid-event",
           "/colour"},
          {"an unknown field", with_data(good, "colour", "\"blue\""), "application/json", 422, "invalid-event",
           "/data/colour"},
          {"null for absent", with_data(good, "visited", "null"), "application/json", 422, "invalid-event",
           "/data/visited"},
          {"a second of sixty", with(good, "time", "\"2019-03-01T00:00:60Z\""), "application/json", 422,
           "invalid-event", "/time"},
          {"the second of an array", "[" + good + "," + inspection("y", "gold") + "]", batch_type, 422, "invalid-event",
           "/1/data/outcome"},
          {"within an append",
           R"({"events":[)" + inspection("y", "gold") +
               R"(],"condition":{"types":["careledger.award.made"],"after":0}})",
           append_type, 422, "invalid-event", "/events/0/data/outcome"},
          {"a condition without types", R"({"events":[)" + good + R"(],"condition":{"after":0}})", append_type, 422,
           "invalid-event", "/condition/types"},
          {"a condition on a type that is none",
           R"({"events":[)" + good + R"(],"condition":{"types":["careledger.award.made","award.made"],"after":0}})",
           append_type, 422, "invalid-event", "/condition/types/1"},
          {"a condition on a tag of no kind",
           R"({"events":[)" + good +
               R"(],"condition":{"tags":["service:home","services:home"],"types":["careledger.award.made"],"after":0}})",
           append_type, 422, "invalid-event", "/condition/tags/1"},
          {"a condition on a tag without an id",
           R"({"events":[)" + good +
               R"(],"condition":{"tags":["service:"],"types":["careledger.award.made"],"after":0}})",
           append_type, 422, "invalid-event", "/condition/tags/0"},
          {"an empty array", "[]", batch_type, 422, "invalid-event", ""},
          {"an object for an array", good, batch_type, 422, "invalid-event", ""},
      }) {
    INFO(what);
    const auto answer = ledger.post(body, type);
    CHECK(answer.status == status);
    CHECK(at(answer, "/type") == "\"/problems/" + std::string(slug) + "\"");
    if (!pointer.empty()) CHECK(at(answer, "/errors/0/pointer") == "\"" + std::string(pointer) + "\"");
  }
  CHECK(at(ledger.get("/v1/events?type=careledger.inspection.published"), "/events/#") == "0");
}

TEST_CASE("a refusal of one of several events points at it") {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  REQUIRE(ledger.post(inspection("a", "good")).status == 201);
  const auto reused =
      ledger.post("[" + inspection("b", "good") + "," + inspection("a", "inadequate") + "]", batch_type);
  CHECK(reused.status == 409);
  CHECK(at(reused, "/errors/0/pointer") == "\"/1\"");
  CHECK(at(reused, "/errors/#") == "1");
  const std::string enrolled = R"({"specversion":"1.0","id":"e","source":"/s","type":"careledger.enrolment.accepted",)"
                               R"("time":"2019-04-01T00:00:00Z","data":{"service":"home","scheme":"2018"}})";
  const std::string registered =
      R"({"specversion":"1.0","id":"s","source":"/s","type":"careledger.service.registered",)"
      R"("time":"2018-04-01T00:00:00Z","data":{"service":"home","provider":"p","name":"H","category":"residential"}})";
  const auto refused = ledger.post(R"({"events":[)" + registered + "," + enrolled +
                                       R"(],"condition":{"types":["careledger.award.made"],"after":0}})",
                                   append_type);
  CHECK(at(refused, "/type") == "\"/problems/refused\"");
  CHECK(at(refused, "/errors/0/pointer") == "\"/events/1\"");
  CHECK(at(ledger.post(inspection("a", "inadequate")), "/errors") == "null");  // there is but one
}

TEST_CASE("a body that is coded is 415, whatever it holds") {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  const auto ask = [&ledger](std::string_view path, std::string_view coding) {
    const auto body = inspection("a", "good");
    careledger::api::http::Request request;
    request.method = careledger::api::http::Method::post;
    request.path = path;
    request.content_type = "application/json";
    request.content_encoding = coding;
    request.body = body;
    request.from_operator = true;
    return ledger.instance().answer(request);
  };
  for (const auto* const path : {"/v1/events", "/v1/dry-run", "/v1/what-if"}) {
    const auto refused = ask(path, "gzip");
    CHECK(refused.status == 415);
    CHECK(refused.headers.find("Accept-Encoding: identity") != std::string::npos);
  }
  CHECK(ask("/v1/nothing", "gzip").status == 404);
  CHECK(ask("/v1/events", "identity").status == 201);
}

TEST_CASE("an instant with small letters is the same instant, and is stored as all are") {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  CHECK(ledger.post(inspection("a", "good", "2019-03-01t00:00:00z")).status == 201);
  CHECK(at(ledger.get("/v1/events/7"), "/time") == "\"2019-03-01T00:00:00Z\"");
  CHECK(ledger.post(inspection("a", "good", "2019-03-01T00:00:00Z")).status == 200);
}

TEST_CASE("an event of more than 65,535 bytes, or a request of more than 1,000 events, is too large") {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  std::string many = "[";
  for (int i = 0; i <= 1000; ++i) many += (i > 0 ? "," : "") + inspection("n" + std::to_string(i), "good");
  CHECK(ledger.post(many + "]", batch_type).status == 413);
  std::string policy =
      R"({"specversion":"1.0","id":"p","source":"/s","type":"careledger.policy.adopted","time":"2030-01-01T00:00:00Z","data":{"policy":{"scheme":"x","note":")";
  CHECK(ledger.post(policy + std::string(66'000, 'n') + "\"}}}").status == 413);
}

TEST_CASE("an append whose condition does not hold is 412 and changes nothing") {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  REQUIRE(ledger.post(inspection("a", "good")).status == 201);
  const auto append = [](const std::string& event, const std::string& after) {
    return R"({"events":[)" + event +
           R"(],"condition":{"tags":["service:home"],"types":["careledger.inspection.published"],"after":)" + after +
           "}}";
  };
  const auto refused = ledger.post(append(inspection("b", "good"), "6"), append_type);
  CHECK(refused.status == 412);
  CHECK(at(refused, "/type") == "\"/problems/condition-failed\"");
  CHECK(ledger.post(append(inspection("b", "good"), "\"7\""), append_type).status == 201);
  CHECK(ledger.post(append(inspection("b", "good"), "0"), append_type).status == 200);
}

TEST_CASE("a policy that breaks an invariant of its rules is refused with the rule") {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  const auto policies = ledger.get("/v1/policies");
  careledger::core::json::Parser parser;
  const auto value = parser.parse(policies.body);
  std::string document = at_pointer(*value, "/policies/3/policy");
  CHECK(at_pointer(*value, "/policies/3/scheme") == "\"2019\"");
  const auto event = [](const std::string& policy) {
    return R"({"specversion":"1.0","id":"p1","source":"/s","type":"careledger.policy.adopted","time":"2030-01-01T00:00:00Z","data":{"policy":)" +
           policy + "}}";
  };
  CHECK(ledger.post(event(document)).status == 201);
  // The two highest combinations of domains closer than the adjustment can carry.
  const auto at_98 = document.find("98");
  REQUIRE(at_98 != std::string::npos);
  document.replace(at_98, 2, "94");
  auto broken = event(document);
  broken.replace(broken.find("\"p1\""), 4, "\"p2\"");
  const auto refused = ledger.post(broken);
  CHECK(refused.status == 409);
  CHECK(at(refused, "/rule/id") == "\"QR-11\"");
}

TEST_CASE("an offer's words are sealed for the citizen of its requirement, also of one in the same request") {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  const auto requirement = [](const std::string& id) {
    return R"({"specversion":"1.0","id":"q-)" + id + R"(","source":"/t","type":"careledger.requirement.published",)" +
           R"("time":"2018-06-01T10:00:00Z","data":{"requirement":")" + id +
           R"(","scheme":"2018","category":"residential","citizen":"c1","unit":"week","units_per_week":"1",)" +
           R"("closes":"2018-06-03T12:00:00Z","support_plan":"in clear"}})";
  };
  const auto offer = [](const std::string& id, const std::string& of) {
    return R"({"specversion":"1.0","id":"o-)" + id + R"(","source":"/t","type":"careledger.offer.submitted",)" +
           R"("time":"2018-06-02T10:00:00Z","data":{"offer":")" + id + R"(","requirement":")" + of +
           R"(","service":"s1","can_meet":true,"response":"for us"}})";
  };
  const std::string service =
      R"({"specversion":"1.0","id":"s1","source":"/t","type":"careledger.service.registered","data":{"service":"s1",)"
      R"("provider":"p1","name":"S","category":"residential"}})";
  // The key's name stands in the header of what it seals.
  const auto key_of = [&ledger](const std::string& id, std::string_view field) {
    const auto answer = ledger.get("/v1/events?source=/t&id=" + id);
    const auto jwe = at(answer, "/events/0/data/" + std::string(field) + "/jwe");
    const auto header = careledger::core::crypto::from_base64url(jwe.substr(1, jwe.find('.') - 1));
    REQUIRE(header.has_value());
    careledger::core::json::Parser parser;
    return std::string(parser.parse(*header)->text("kid"));
  };
  CHECK(ledger.post(service).status == 201);
  CHECK(ledger.post("[" + requirement("r1") + "," + offer("o1", "r1") + "]", batch_type).status == 201);
  CHECK(ledger.post(offer("o2", "r1")).status == 201);
  const auto key = key_of("q-r1", "support_plan");
  CHECK(!key.empty());
  CHECK(key_of("o-o1", "response") == key);
  CHECK(key_of("o-o2", "response") == key);
  const auto unknown = ledger.post(offer("o3", "r2"));
  CHECK(unknown.status == 422);
  CHECK(at(unknown, "/errors/0/pointer") == "\"/data/requirement\"");
}

TEST_CASE("a requirement's summary for bidders is corrected in clear, a review's summary sealed") {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  const auto event = [](const std::string& id, const std::string& type, const std::string& data) {
    return R"({"specversion":"1.0","source":"/t","id":")" + id + R"(","type":"careledger.)" + type +
           R"(","time":"2018-06-01T10:00:00Z","data":)" + data + "}";
  };
  CHECK(ledger
            .post(event("r", "requirement.published",
                        R"({"requirement":"r1","scheme":"2018","category":"residential","citizen":"c1","unit":"week",)"
                        R"("units_per_week":"1","closes":"2018-06-03T12:00:00Z","summary":"a"})"))
            .status == 201);
  CHECK(ledger.post(event("v", "contract-review.held", R"({"provider":"p","summary":"a"})")).status == 201);
  const auto patch = [](const std::string& corrects) {
    return R"({"corrects":")" + corrects + R"(","data":{"summary":"b"},"reason":"r"})";
  };
  CHECK(ledger.post(event("c1", "event.corrected", patch("7"))).status == 201);
  CHECK(ledger.post(event("c1", "event.corrected", patch("7"))).status == 200);
  CHECK(ledger.post(event("c2", "event.corrected", patch("8"))).status == 201);
  CHECK(ledger.post(event("c2", "event.corrected", patch("8"))).status == 200);
  CHECK(at(ledger.get("/v1/requirements/r1"), "/summary") == R"("b")");
  CHECK(at(ledger.get("/v1/events/10"), "/data/data/summary").find("jwe") != std::string::npos);
  // A correction of the correction too.
  CHECK(ledger.post(event("c3", "event.corrected", R"({"corrects":"9","data":{"data":{"summary":"c"}},"reason":"r"})"))
            .status == 201);
  CHECK(at(ledger.get("/v1/requirements/r1"), "/summary") == R"("c")");
}
