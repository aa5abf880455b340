#include "events/event_type.hpp"
#include "tests/events/examples.hpp"
#include "tests/events/reading.hpp"
#include "tests/events/sealers.hpp"

#include <doctest/doctest.h>

using namespace careledger::events;
using careledger::core::event::Origin;

namespace {

const std::string complaint = R"({"citizen":"c1","complaint":"co","details":"night \"calls\"","service":"s1"})";

}  // namespace

TEST_CASE("a personal field is stored sealed, under the key of the citizen named") {
  MaskingSealer sealer;
  const auto outcome = read("complaint.received", complaint, Origin::client, &sealer);
  REQUIRE(outcome.content.has_value());
  CHECK(sealer.requests == std::vector<MaskingSealer::Request>{{"c1", "concerns", "/details", R"("night \"calls\"")"}});
  CHECK(outcome.content->data == R"({"citizen":"c1","complaint":"co","details":{"jwe":")" +
                                     MaskingSealer::jwe(R"("night \"calls\"")") + R"("},"service":"s1"})");
}

TEST_CASE("without a citizen the key is the event's own") {
  MaskingSealer sealer;
  const auto outcome =
      read("alert.investigated", R"({"alert":"a","findings":"f","service":"s1"})", Origin::client, &sealer);
  REQUIRE(outcome.content.has_value());
  CHECK(sealer.requests == std::vector<MaskingSealer::Request>{{"", "concerns", "/findings", R"("f")"}});
}

TEST_CASE("an event that names a requirement is sealed under the key of that one's citizen") {
  MaskingSealer sealer;
  sealer.citizens["requirement:r1"] = "c1";
  const std::string offer = R"({"can_meet":true,"offer":"o1","requirement":"r1","response":"by bus","service":"s1"})";
  CHECK(read("offer.submitted", offer, Origin::client, &sealer).content.has_value());
  CHECK(sealer.requests == std::vector<MaskingSealer::Request>{{"c1", "care", "/response", R"("by bus")"}});

  sealer.citizens.clear();
  const auto unknown = read("offer.submitted", offer, Origin::client, &sealer);
  CHECK(!unknown.content.has_value());
  CHECK(unknown.pointers() == std::vector<std::string>{"/data/requirement"});
}

TEST_CASE("a patch is sealed under the key of the citizen whom the corrected event is about") {
  MaskingSealer sealer;
  sealer.citizens["event:2"] = "c1";
  const auto outcome =
      read("event.corrected", R"({"corrects":"2","data":{"details":"a"},"reason":"r"})", Origin::client, &sealer);
  CHECK(outcome.content.has_value());
  CHECK(sealer.requests == std::vector<MaskingSealer::Request>{{"c1", "corrections", "/data/details", R"("a")"}});
}

TEST_CASE("no personal words of any type reach the data in clear") {
  const std::string secret = "zanzibar";
  for (const auto* const type : vocabulary().all()) {
    for (const auto& [name, data] : examples::good()) {
      if (type->name() != "careledger." + std::string(name) || !type->has_personal_fields()) continue;
      std::string marked(data);
      auto fields = dynamic_cast<const EventType&>(*type).personal_names();
      if (fields.empty()) fields.emplace_back("details");  // of a patch
      for (const auto field : fields) {
        const auto at = marked.find("\"" + std::string(field) + "\":\"");
        if (at != std::string::npos) marked.insert(at + field.size() + 4, secret);
      }
      CAPTURE(marked);
      MaskingSealer sealer;
      const auto outcome = read(name, marked, Origin::client, &sealer);
      REQUIRE(outcome.content.has_value());
      CHECK(outcome.content->data.find(secret) == std::string::npos);
      CHECK(sealer.requests.size() == (marked == data ? 0 : 1));
    }
  }
}

TEST_CASE("a patch of a public field stands in clear, also where the name is a personal field's of another type") {
  MaskingSealer sealer;
  sealer.types = {{"event:2", "careledger.requirement.published"}, {"event:3", "careledger.contract-review.held"}};
  for (const auto& [corrected, in_clear] : {std::pair("2", true), std::pair("3", false), std::pair("4", false)}) {
    sealer.requests.clear();
    const auto outcome = read("event.corrected",
                              R"({"corrects":")" + std::string(corrected) +
                                  R"(","data":{"data":{"summary":"b"},"summary":"a"},"reason":"r"})",
                              Origin::client, &sealer);
    REQUIRE(outcome.content.has_value());
    CHECK(sealer.requests.empty() == in_clear);
    CHECK((outcome.content->data.find(R"("summary":"a")") != std::string::npos) == in_clear);
    CHECK((outcome.content->data.find(R"("summary":"b")") != std::string::npos) == in_clear);
    CHECK(read("event.corrected", outcome.content->data, Origin::stored, nullptr).content.has_value());
  }
  // What is personal everywhere stands in no log in clear.
  CHECK_FALSE(
      read("event.corrected", R"({"corrects":"2","data":{"details":"a"},"reason":"r"})", Origin::stored, nullptr)
          .content.has_value());
}

TEST_CASE("a patch of personal words is sealed alike, also within the correction of a correction") {
  MaskingSealer sealer;
  const auto outcome = read("event.corrected",
                            R"({"corrects":"2","data":{"data":{"details":"b","x":1},"details":"a","findings":null,)"
                            R"("outcome":"good"},"reason":"r"})",
                            Origin::client, &sealer);
  REQUIRE(outcome.content.has_value());
  CHECK(sealer.requests == std::vector<MaskingSealer::Request>{{"", "corrections", "/data/data/details", R"("b")"},
                                                               {"", "corrections", "/data/details", R"("a")"}});
  CHECK(outcome.content->data == R"({"corrects":"2","data":{"data":{"details":{"jwe":")" +
                                     MaskingSealer::jwe(R"("b")") + R"("},"x":1},"details":{"jwe":")" +
                                     MaskingSealer::jwe(R"("a")") +
                                     R"("},"findings":null,"outcome":"good"},"reason":"r"})");
  CHECK(read("event.corrected", outcome.content->data, Origin::stored, nullptr).content.has_value());
}

TEST_CASE("where no keys are kept personal words are refused, and all else is taken") {
  const auto refused = read("complaint.received", complaint, Origin::client, nullptr);
  CHECK(!refused.content.has_value());
  CHECK(refused.pointers() == std::vector<std::string>{"/data/details"});
  CHECK(
      read("complaint.received", R"({"complaint":"co","service":"s1"})", Origin::client, nullptr).content.has_value());
  CHECK(read("event.corrected", R"({"corrects":"2","data":{"x":1},"reason":"r"})", Origin::client, nullptr)
            .content.has_value());
}

TEST_CASE("words that can't be sealed are not stored") {
  FailingSealer sealer;
  const auto outcome = read("complaint.received", complaint, Origin::client, &sealer);
  CHECK(!outcome.content.has_value());
  CHECK(outcome.pointers() == std::vector<std::string>{"/data/details"});
}

TEST_CASE("a stored event holds its personal fields as a compact JWE and nothing else") {
  for (const std::string_view details : {R"("in clear")", "{}", R"({"jwe":1})", R"({"jwe":""})", R"({"jwe":"a.b.c.d"})",
                                         R"({"jwe":"a..b.c.d.e"})", R"({"jwe":"a..b.c.d="})", R"({"jwe":".a.b.c.d"})",
                                         R"({"jwe":"a..b.c."})", R"({"jwe":"a..b.c.d","x":1})", "null"}) {
    CAPTURE(std::string(details));
    const auto outcome =
        read("complaint.received", R"({"complaint":"co","details":)" + std::string(details) + R"(,"service":"s1"})",
             Origin::stored, nullptr);
    CHECK(!outcome.content.has_value());
    CHECK(outcome.pointers() == std::vector<std::string>{"/data/details"});
  }
}
