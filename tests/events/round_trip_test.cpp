#include "core/json/canonical.hpp"
#include "events/describe.hpp"
#include "events/market/events.hpp"
#include "events/quality/events.hpp"
#include "events/record/events.hpp"
#include "events/relationship/events.hpp"
#include "tests/events/arbitrary.hpp"
#include "tests/events/sample.hpp"

#include <boost/describe/operators.hpp>
#include <doctest/doctest.h>

using namespace careledger::events;
namespace json = careledger::core::json;

namespace careledger::events {
// Found by argument-dependent look-up, where a struct is compared within an optional or a list.
// NOLINTBEGIN(misc-unused-using-decls)
namespace market {
using boost::describe::operators::operator==;
}
namespace quality {
using boost::describe::operators::operator==;
}
namespace record {
using boost::describe::operators::operator==;
}
namespace relationship {
using boost::describe::operators::operator==;
}
namespace samples {
using boost::describe::operators::operator==;
}
// NOLINTEND(misc-unused-using-decls)
}  // namespace careledger::events

TEST_CASE_TEMPLATE("what was encoded is decoded to the same, and is canonical", T, samples::SampleTaken,
                   market::PolicyAdopted, market::ServiceRegistered, quality::InspectionPublished,
                   quality::AssuranceStatementSubmitted, quality::ImprovementPlanSubmitted,
                   quality::MultiAgencyReviewHeld, quality::FeedbackReviewed, quality::AlertRaised,
                   quality::BreachEvidenceAdded, relationship::TargetAgreed, record::EventCorrected) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    T event;
    Arbitrary(seed).make(event);
    const std::string data = encode(event);
    CAPTURE(data);
    json::Parser parser;
    const auto value = parser.parse(data);
    REQUIRE(value.has_value());
    CHECK(json::canonical(*value) == data);
    const auto decoded = decode_stored<T>(*value);
    REQUIRE(decoded.has_value());
    CHECK(encode(*decoded) == data);
    CHECK((*decoded == event));
  }
}

TEST_CASE("data of another type, or of none, is not decoded") {
  json::Parser parser;
  for (const std::string_view data :
       {"{}", "[]", "null", R"({"service":1,"reason":"r"})", R"({"service":"s","x":1})"}) {
    CHECK(!decode_stored<market::ServiceClosed>(*parser.parse(data)).has_value());
  }
  const auto closed = decode_stored<market::ServiceClosed>(*parser.parse(R"({"reason":"sold","service":"s1"})"));
  REQUIRE(closed.has_value());
  CHECK(closed->service.value == "s1");
  CHECK(closed->reason->value == "sold");
}

TEST_CASE("an event that is to be sent is encoded with its personal words in clear") {
  quality::ComplaintReceived complaint;
  complaint.complaint.value = "co1";
  complaint.service.value = "s1";
  complaint.details.emplace().clear.value = "late";
  CHECK(encode(complaint) == R"({"complaint":"co1","details":"late","service":"s1"})");
}
