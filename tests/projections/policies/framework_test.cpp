#include "projections/policies/framework.hpp"

#include "core/json/value.hpp"
#include "events/policies/bundled.hpp"
#include "projections/policies/policy.hpp"

#include <doctest/doctest.h>

// The part of a policy that says who may join: read as it is written, and refused where it breaks its rules.

using namespace careledger;
using namespace careledger::projections::policies;
using careledger::projections::ratings::Outcome;

namespace {

core::Result<Policy> parse(std::string_view scheme, std::string_view from = "", std::string_view to = "") {
  std::string text{events::policies::bundled(std::string{scheme} + ".json")};
  if (!from.empty()) {
    const auto place = text.find(from, text.find("\"framework\""));
    REQUIRE_MESSAGE(place != std::string::npos, from);
    text.replace(place, from.size(), to);
  }
  core::json::Parser parser;
  const auto value = parser.parse(text);
  REQUIRE_MESSAGE(value.has_value(), text);
  return parse_policy(*value, "/data/policy");
}

}  // namespace

TEST_CASE("who may join is read from the policy") {
  const auto old = parse("2012");
  REQUIRE(old.has_value());
  CHECK(old->framework.evidence == std::vector<std::string>{"cqc_registration", "insurance"});
  CHECK_FALSE(old->framework.least_outcomes.has_value());
  CHECK(old->framework.closed.empty());
  CHECK_FALSE(old->framework.lots.has_value());

  const auto policy = parse("2018");
  REQUIRE(policy.has_value());
  const auto& framework = policy->framework;
  CHECK(framework.evidence.size() == 8);
  CHECK(*framework.least_outcomes == FrameworkPolicy::LeastOutcomes{Outcome::requires_improvement, Outcome::bronze,
                                                                    Outcome::amber, Outcome::bronze});
  CHECK(framework.barred_by_cqc_inadequate);
  CHECK(framework.closed.has(Category::home_support));
  CHECK_FALSE(framework.closed.has(Category::nursing));
  REQUIRE(framework.lots.has_value());
  CHECK(framework.lots->large_over_weekly_hours == 2000);
  CHECK(framework.lots->medium_from_weekly_hours == 1000);
  CHECK(framework.lots->areas_a_provider == BySize{{3, 2, 1}});
  CHECK(framework.lots->areas.size() == 5);
  CHECK(framework.lots->find("4")->places == BySize{{3, 4, 8}});
  CHECK(framework.lots->find("6") == nullptr);
}

TEST_CASE("a policy that breaks an invariant of who may join is refused by that rule") {
  struct Row {
    std::string_view from, to, rule;
  };
  for (const Row& row : {
           Row{R"("cqc": "requires_improvement")", R"("cqc": "bronze")", "EC-2"},
           Row{R"("nhs": "amber")", R"("nhs": "not_rated")", "EC-2"},
           Row{R"("value": ["home_support"])", R"("value": ["homes"])", "EC-4"},
           Row{R"("medium_from_weekly_hours": 1000)", R"("medium_from_weekly_hours": 2001)", "LO-1"},
           Row{R"("medium_from_weekly_hours": 1000)", R"("medium_from_weekly_hours": 0)", "LO-1"},
           Row{R"({"large": 3, "medium": 2, "small": 1})", R"({"large": 3, "medium": 2, "small": 0})", "LO-2"},
           Row{R"({"area": "2",)", R"({"area": "1",)", "LO-2"},
           Row{R"("large": 3, "medium": 7)", R"("large": -1, "medium": 7)", "LO-2"},
           Row{R"("large": 6, "medium": 16)", R"("large": -6, "medium": 16)", "LO-3"},
       }) {
    CAPTURE(row.to);
    const auto policy = parse("2018", row.from, row.to);
    REQUIRE_FALSE(policy.has_value());
    CHECK(policy.error().fault == core::Fault::refused);
    CHECK(policy.error().refusal.rule == row.rule);
  }
}

TEST_CASE("what is malformed about joining is named by its pointer") {
  const auto policy = parse("2018", R"({"large": 3, "medium": 2, "small": 1})", R"({"large": 3, "medium": "2"})");
  REQUIRE_FALSE(policy.has_value());
  CHECK(policy.error().fault == core::Fault::invalid_event);
  REQUIRE(policy.error().errors.size() == 2);
  CHECK(policy.error().errors[0].pointer == "/data/policy/framework/areas_a_provider/value/medium");
  CHECK(policy.error().errors[1].pointer == "/data/policy/framework/areas_a_provider/value/small");
}
