#include "projections/ratings/fact.hpp"

#include "core/json/value.hpp"
#include "projections/ratings/key.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace careledger;
using namespace careledger::projections;
using namespace careledger::projections::ratings;

namespace {

std::optional<Fact> read(std::string_view type, std::string_view data) {
  core::json::Parser parser;
  const auto value = parser.parse(data);
  REQUIRE(value.has_value());
  const auto time = core::time::parse_instant("2018-06-01T23:30:00Z").value();
  return fact_from(std::string{"careledger."} + std::string{type}, 17, time, *value);
}

Fact random_fact(std::mt19937& random) {
  Fact fact;
  const auto below = [&](std::size_t count) { return static_cast<std::uint8_t>(random() % count); };
  fact.time.micros = static_cast<std::int64_t>(random()) * 1'000'003 - 4'000'000'000'000;
  fact.sequence = (std::uint64_t{random()} << 32) | random();
  fact.key = (std::uint64_t{random()} << 32) | random();
  fact.part = static_cast<std::uint32_t>(random());
  fact.whole = static_cast<std::uint32_t>(random());
  fact.day.days = static_cast<std::int32_t>(random());
  for (std::size_t i = 0; i < 5; ++i) {
    if (below(2) == 0) fact.domains.set(i, static_cast<Band>(below(4)));
  }
  fact.kind = static_cast<FactKind>(below(fact_kind_count));
  fact.inspector = static_cast<Inspector>(below(4));
  fact.inspection = static_cast<InspectionKind>(below(3));
  fact.outcome = static_cast<Outcome>(below(12));
  fact.declared = static_cast<Band>(below(8));
  fact.category = static_cast<policies::Category>(below(5));
  fact.component = static_cast<Component>(below(5));
  fact.score = below(101);
  fact.registration = static_cast<Registration>(below(3));
  fact.level = static_cast<Level>(below(4));
  fact.recommends = static_cast<Recommends>(below(3));
  fact.has_day = below(2) == 1;
  fact.out_of_city = below(2) == 1;
  fact.shortfalls = below(2) == 1;
  fact.improvements = below(2) == 1;
  fact.satisfactory = below(2) == 1;
  fact.of_category = below(2) == 1;
  fact.of_provider = below(2) == 1;
  return fact;
}

}  // namespace

TEST_CASE("A fact decodes to what was encoded") {
  std::mt19937 random{7};
  for (int i = 0; i < 2000; ++i) {
    const Fact fact = random_fact(random);
    const std::string bytes = encode(fact);
    CHECK(bytes.size() == encoded_fact_size);
    const auto decoded = decode(bytes);
    REQUIRE(decoded.has_value());
    CHECK(*decoded == fact);
  }
}

TEST_CASE("Bytes that are no fact of this version are refused") {
  const std::string bytes = encode(Fact{});
  CHECK(decode(bytes).has_value());
  CHECK_FALSE(decode("").has_value());
  CHECK_FALSE(decode(bytes.substr(1)).has_value());
  CHECK_FALSE(decode(bytes + "x").has_value());
  std::string other_version = bytes;
  other_version[0] = 1;
  CHECK_FALSE(decode(other_version).has_value());
  std::string unknown_kind = bytes;
  unknown_kind[1] = static_cast<char>(fact_kind_count);
  CHECK_FALSE(decode(unknown_kind).has_value());
  std::string unknown_domain = bytes;
  unknown_domain[38] = 7;
  CHECK_FALSE(decode(unknown_domain).has_value());
}

TEST_CASE("The encoding is fixed, little-endian, a version first") {
  Fact fact;
  fact.time.micros = 0x0102;
  fact.sequence = 3;
  fact.kind = FactKind::inspection;
  const std::string bytes = encode(fact);
  CHECK(bytes[0] == 2);
  CHECK(bytes[1] == 4);
  CHECK(bytes[2] == 0x02);
  CHECK(bytes[3] == 0x01);
  CHECK(bytes[10] == 3);
}

TEST_CASE("An inspection is read with its visit, or the London day of its time, and its domains") {
  const auto visited = read("inspection.published",
                            R"({"service":"s","inspector":"nhs","kind":"focussed","outcome":"bright_green",
                                "visited":"2018-05-01","domains":{"management":"gold","involvement":"inadequate"}})");
  REQUIRE(visited.has_value());
  CHECK(visited->kind == FactKind::inspection);
  CHECK(visited->sequence == 17);
  CHECK(visited->inspector == Inspector::nhs);
  CHECK(visited->inspection == InspectionKind::focussed);
  CHECK(visited->outcome == Outcome::bright_green);
  CHECK(core::time::format(visited->day) == "2018-05-01");
  CHECK(visited->domains.of(0) == Band::inadequate);
  CHECK(visited->domains.of(4) == Band::gold);
  CHECK(visited->domains.of(1) == Band::unrated);
  const auto unvisited =
      read("inspection.published", R"({"service":"s","inspector":"cqc","kind":"full","outcome":"good"})");
  CHECK(core::time::format(unvisited->day) == "2018-06-02");
}

TEST_CASE("Each type of the contract is read into its fact") {
  CHECK(read("service.registered", R"({"service":"s","category":"nursing","location":"out_of_city"})")->out_of_city);
  CHECK(read("service.registered", R"({"service":"s","category":"nursing"})")->category == policies::Category::nursing);
  CHECK(read("service.closed", R"({"service":"s"})")->kind == FactKind::closed);
  CHECK(read("service.registration-changed", R"({"service":"s","status":"dormant"})")->registration ==
        Registration::dormant);
  const auto statement = read("assurance-statement.submitted",
                              R"({"statement":"st","service":"s","declared":"silver","shortfalls":[],
                                  "improvements":[{"domain":"staffing","evidence":"x"}]})");
  CHECK(statement->kind == FactKind::statement);
  CHECK(statement->key == key_of("st"));
  CHECK(statement->declared == Band::silver);
  CHECK_FALSE(statement->shortfalls);
  CHECK(statement->improvements);
  CHECK(read("assurance-statement.submitted", R"({"statement":"st","service":"s"})")->declared == Band::unrated);
  const auto extended = read("assurance-statement.extended", R"({"category":"residential","due":"2019-01-01"})");
  CHECK(extended->of_category);
  CHECK(extended->category == policies::Category::residential);
  CHECK(core::time::format(extended->day) == "2019-01-01");
  CHECK(read("assurance-statement.falsified", R"({"statement":"st","service":"s"})")->key == key_of("st"));
  const auto approved = read("improvement-plan.approved", R"({"plan":"p","service":"s","due":"2019-01-01"})");
  CHECK(approved->kind == FactKind::plan_approved);
  CHECK(approved->has_day);
  CHECK_FALSE(read("improvement-plan.approved", R"({"plan":"p","service":"s"})")->has_day);
  CHECK(read("improvement-plan.completed", R"({"plan":"p","service":"s","satisfactory":true})")->satisfactory);
  CHECK(read("improvement-plan.required", R"({"plan":"p","service":"s"})")->kind == FactKind::plan_required);
  CHECK(read("improvement-plan.submitted", R"({"plan":"p","service":"s"})")->kind == FactKind::plan_submitted);
  CHECK(read("improvement-plan.rejected", R"({"plan":"p","service":"s"})")->kind == FactKind::plan_rejected);
  CHECK(read("improvement-plan.completion-requested", R"({"plan":"p","service":"s"})")->kind ==
        FactKind::plan_completion_requested);
  const auto scored = read("quality-component.scored", R"({"service":"s","component":"safeguarding","score":73})");
  CHECK(scored->component == Component::safeguarding);
  CHECK(scored->score == 73);
  CHECK(read("enrolment.accepted", R"({"service":"s","scheme":"2018"})")->key == key_of("2018"));
  CHECK(read("enrolment.ended", R"({"service":"s","scheme":"2018"})")->kind == FactKind::enrolment_ended);
  CHECK(read("suspension.imposed", R"({"suspension":"x","provider":"p"})")->of_provider);
  CHECK_FALSE(read("suspension.imposed", R"({"suspension":"x","service":"s"})")->of_provider);
  CHECK(read("suspension.lifted", R"({"suspension":"x"})")->key == key_of("x"));
  CHECK(read("multi-agency-review.held", R"({"service":"s"})")->kind == FactKind::review_held);
}

TEST_CASE("What counts for feedback, triggers and the due list is read too") {
  const auto review =
      read("feedback.reviewed", R"({"service":"s","outcomes_set":9,"outcomes_delivered":7,"recommends":false})");
  CHECK(review->kind == FactKind::reviewed);
  CHECK(review->key == key_of("s"));
  CHECK(review->whole == 9);
  CHECK(review->part == 7);
  CHECK(review->recommends == Recommends::no);
  CHECK(read("feedback.reviewed", R"({"service":"s","outcomes_set":1,"outcomes_delivered":0,"recommends":null})")
            ->recommends == Recommends::unasked);
  const auto survey = read("feedback.surveyed", R"({"service":"s","responses":10,"positive":4})");
  CHECK(survey->whole == 10);
  CHECK(survey->part == 4);
  CHECK(read("complaint.resolved", R"({"service":"s","complaint":"c","upheld":true})")->satisfactory);
  CHECK(read("alert.raised", R"({"service":"s","alert":"a","severity":"immediate"})")->level == Level::immediate);
  CHECK(read("credit-alert.received", R"({"provider":"p","level":"high"})")->level == Level::high);
  CHECK(read("breach.raised", R"({"breach":"b","provider":"p"})")->of_provider);
  CHECK(read("breach.decided", R"({"breach":"b","upheld":true})")->satisfactory);
  CHECK(read("focussed-inspection.ordered", R"({"service":"s","triggers":["a","c"]})")->key == 5);
  const auto evidence = read("evidence.recorded", R"({"service":"s","item":"insurance","expires":"2020-01-31"})");
  CHECK(evidence->key == key_of("insurance"));
  CHECK(core::time::format(evidence->day) == "2020-01-31");
}

TEST_CASE("Any other event that names the service begins its history; one that names none tells nothing") {
  CHECK(read("dialogue.started", R"({"service":"s","reason":"r"})")->kind == FactKind::named);
  CHECK_FALSE(read("provider.registered", R"({"provider":"p"})").has_value());
  core::json::Parser parser;
  CHECK_FALSE(fact_from("other.thing", 1, {}, parser.parse(R"({"service":"s"})").value()).has_value());
}
