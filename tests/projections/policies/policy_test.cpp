#include "projections/policies/policy.hpp"

#include "core/json/canonical.hpp"
#include "core/time/calendar.hpp"
#include "events/policies/bundled.hpp"
#include "projections/policies/adoption.hpp"
#include "projections/policies/in_force.hpp"
#include "projections/policies/rules.hpp"

#include <doctest/doctest.h>

using namespace careledger;
using namespace careledger::projections::policies;
using careledger::projections::ratings::Band;
using careledger::projections::ratings::Inspector;
using careledger::projections::ratings::Outcome;

namespace {

std::string document(std::string_view scheme) {
  return std::string{events::policies::bundled(std::string{scheme} + ".json")};
}

core::Result<Policy> parse(const std::string& text) {
  core::json::Parser parser;
  const auto value = parser.parse(text);
  REQUIRE_MESSAGE(value.has_value(), value.error().detail);
  return parse_policy(*value, "/data/policy");
}

std::string with(std::string_view scheme, std::string_view from, std::string_view to) {
  std::string text = document(scheme);
  const auto place = text.find(from);
  REQUIRE_MESSAGE(place != std::string::npos, from);
  return text.replace(place, from.size(), to);
}

PolicyInForce in_force(core::event::Sequence sequence, std::int64_t start, std::string scheme, Category category) {
  auto policy = std::make_shared<Policy>();
  policy->scheme = std::move(scheme);
  policy->categories.add(category);
  return {.sequence = sequence, .start = {start}, .because = {sequence}, .policy = policy};
}

// Every parameter of a policy: an object with `value`; every rule it cites stands in the rule book.
void check_parameters(core::json::Value part, const std::string& where, int& count) {
  for (const core::json::Member member : part.members()) {
    if (!member.value.is_object()) continue;
    const std::string place = where + "/" + std::string{member.name};
    CAPTURE(place);
    if (!member.value.find("value")) {
      check_parameters(member.value, place, count);
      continue;
    }
    ++count;
    const auto rules = member.value.find("rules");
    REQUIRE(rules.has_value());
    CHECK(rules->size() > 0);
    for (const core::json::Value rule : rules->elements()) {
      CHECK_MESSAGE(rule_book().find(rule.string()) != nullptr, rule.string());
    }
    CHECK((member.value.find("source").has_value() || member.value.find("assumed").has_value()));
    std::vector<core::PointedError> fractions;
    core::json::find_other_numbers(member.value, "", fractions);
    CHECK(fractions.empty());
  }
}

}  // namespace

TEST_CASE("Every bundled policy is read, and its parameters cite known rules and a source or an assumption") {
  for (const std::string_view scheme : events::policies::bundled_schemes) {
    CAPTURE(scheme);
    const auto policy = parse(document(scheme));
    REQUIRE_MESSAGE(policy.has_value(), policy.error().detail);
    CHECK(policy->scheme == scheme);
    CHECK_FALSE(policy->title.empty());
    core::json::Parser parser;
    int count = 0;
    check_parameters(parser.parse(document(scheme)).value(), "", count);
    CHECK(count > 10);
    CHECK(policy->document.size() < 20'000);  // an event holds 65,535 bytes
  }
}

TEST_CASE("The bundled policies say what the rules leave to them") {
  const auto strategy = parse(document("2018"));
  CHECK(strategy->rating.method == Method::bands);
  CHECK(strategy->rating.band_of(Inspector::cqc, Outcome::outstanding) == Band::gold);
  CHECK(strategy->rating.band_of(Inspector::nhs, Outcome::amber) == Band::bronze);
  CHECK(strategy->rating.band_of(Inspector::cqc, Outcome::not_rated) == Band::unrated);
  CHECK(strategy->rating.statements->gold_interval_months == 12);
  CHECK_FALSE(strategy->rating.scores.has_value());
  CHECK(strategy->categories.has(Category::nursing));
  CHECK_FALSE(strategy->categories.has(Category::day_opportunities));
  const auto guidance = parse(document("2019"));
  CHECK(guidance->rating.scores->default_base(Band::gold) == 83);
  CHECK(guidance->rating.feedback.adjusts.has(Category::home_support));
  CHECK_FALSE(guidance->rating.feedback.adjusts.has(Category::supported_living));
  CHECK(guidance->rating.feedback.steps.size() == 2);
  const auto day = parse(document("2025"));
  CHECK_FALSE(day->rating.statements.has_value());
  CHECK(day->rating.suspends_inadequate);
  const auto framework = parse(document("2012"));
  CHECK(framework->rating.method == Method::score);
  CHECK(framework->rating.good_from == 80);
}

TEST_CASE("What a new ledger adopts: six rows in the order of their days, each policy cut to its categories") {
  constexpr const char* ids[] = {"2012/2012-09-01/home_support",     "2012/2012-12-01/residential",
                                 "2018/2018-04-01/home_support",     "2019/2019-04-01/home_support",
                                 "2019/2023-04-01/supported_living", "2025/2025-08-01/day_opportunities"};
  const auto batch = bundled_adoption_events();
  REQUIRE(batch.has_value());
  core::json::Parser parser;
  const auto events = parser.parse(*batch);
  REQUIRE(events.has_value());
  REQUIRE(events->size() == std::size(ids));
  std::size_t i = 0;
  for (const core::json::Value event : events->elements()) {
    const std::string id{event.find("id")->string()};
    CHECK(id == ids[i++]);
    const auto day = core::time::parse_date(std::string_view{id}.substr(5, 10));
    CHECK(event.find("time")->string() == core::time::format(core::time::start_of_day(day.value())));
    const auto policy = parse(core::json::canonical(*event.find("data")->find("policy")));
    REQUIRE_MESSAGE(policy.has_value(), policy.error().detail);
    CHECK(id.starts_with(policy->scheme + "/"));
    CHECK(policy->categories.has(category_named(std::string_view{id}.substr(16)).value()));
    CHECK(policy->categories.has(Category::home_support) == (id.substr(16) == "home_support"));
  }
}

TEST_CASE("A policy that breaks an invariant is refused by the rule whose invariant it is") {
  struct Row {
    const char* scheme;
    const char* from;
    const char* to;
    const char* rule;
  };
  constexpr Row rows[] = {
      {"2018", R"("outstanding": "gold")", R"("outstanding": "platinum")", "QR-1"},
      {"2018", R"("amber": "bronze", )", "", "QR-1"},
      {"2018", R"("nhs": {)", R"("doctors": {)", "QR-1"},
      {"2018", R"(["gold", "silver", "bronze", "inadequate"])", R"(["gold", "silver", "inadequate"])", "QR-1"},
      {"2018", R"("value": "visited")", R"("value": "whenever")", "QR-1"},
      {"2018", R"(["not_rated"])", R"(["nonsense"])", "QR-1a"},
      {"2018", R"("lowest": "bronze")", R"("lowest": "poor")", "QR-2"},
      {"2018", R"("lowers_by": 1)", R"("lowers_by": -1)", "QR-2"},
      {"2018", R"("value": "silver")", R"("value": "good")", "QR-5"},
      {"2018", R"("value": 6)", R"("value": 0)", "AS-1"},
      {"2018", R"("completed_band": {
        "value": "bronze")",
       R"("completed_band": {
        "value": "unrated")",
       "QR-9"},
      {"2018", R"("bands": {
        "value": ["inadequate"])",
       R"("bands": {
        "value": ["bronze"])",
       "SU-1"},
      {"2012", R"("good": 80)", R"("good": 60)", "QS-2"},
      {"2012", R"("cqc": 1)", R"("cqc": -1)", "QS-1"},
      {"2012", R"("value": "score")", R"("value": "stars")", "QR-1"},
      {"2019", R"("above_basis_points": 500)", R"("above_basis_points": 100)", "CF-3"},
      {"2019", R"([5, 0, 0, 0, "gold", 98], )", "", "QR-11"},
      {"2019", R"([5, 0, 0, 0, "gold", 98])", R"([5, 0, 0, 0, "gold", 97])", "QR-11"},
      {"2019", R"([5, 0, 0, 0, "gold", 98])", R"([5, 0, 0, 0, "gold", 23])", "QR-11"},
      {"2019", R"([5, 0, 0, 0, "gold", 98])", R"([5, 0, 0, 0, "bronze", 98])", "QR-11"},
      {"2019", R"([5, 0, 0, 0, "gold", 98])", R"([5, 0, 0, 1, "gold", 98])", "QR-11"},
      {"2019", R"("gold": 83)", R"("gold": 85)", "QR-11"},
      {"2019", R"("gold": 83)", R"("gold": 3)", "QR-11"},
      {"2019", R"("adjustment": 2)", R"("adjustment": 3)", "QR-11"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.from);
    CAPTURE(row.to);
    const auto policy = parse(with(row.scheme, row.from, row.to));
    REQUIRE_FALSE(policy.has_value());
    CHECK(policy.error().fault == core::Fault::refused);
    CHECK(policy.error().refusal.rule == row.rule);
    CHECK_FALSE(policy.error().detail.empty());
  }
}

TEST_CASE("AL-25: whether the requirement's own area comes first is what the policy says") {
  CHECK(parse(document("2025"))->allocation.order.front() == Criterion::same_area);
  const auto elsewhere = parse(with("2025", R"("same_area_first": {
      "value": true)",
                                    R"("same_area_first": {
      "value": false)"));
  REQUIRE(elsewhere.has_value());
  CHECK(elsewhere->allocation.order.front() == Criterion::band);
}

TEST_CASE("EC-1: evidence is named as an application can declare it") {
  const auto policy = parse(with("2018", R"("cqc_registration")", R"("cqc registration")"));
  REQUIRE_FALSE(policy.has_value());
  CHECK(policy.error().errors.front().pointer == "/data/policy/framework/evidence/value");
}

TEST_CASE("What is no policy document is invalid, with a pointer for each error") {
  const auto parsed = parse(R"({"scheme":"x","categories":["gardening"],"rating":{"method":{"value":"bands"}}})");
  REQUIRE_FALSE(parsed.has_value());
  CHECK(parsed.error().fault == core::Fault::invalid_event);
  std::vector<std::string> pointers;
  for (const core::PointedError& error : parsed.error().errors) pointers.push_back(error.pointer);
  const auto has = [&](const char* pointer) {
    return std::find(pointers.begin(), pointers.end(), pointer) != pointers.end();
  };
  CHECK(has("/data/policy/title"));
  CHECK(has("/data/policy/categories"));
  CHECK(has("/data/policy/rating/method"));  // cites nothing
  CHECK(has("/data/policy/rating/outcomes"));
  CHECK(has("/data/policy/rating/plan"));
  CHECK(has("/data/policy/rating/feedback"));
  const auto unknown = parse(with("2018", R"("value": "mean")", R"("value": "median")"));
  CHECK(unknown.error().fault == core::Fault::invalid_event);
  for (const auto& [name, pointer] :
       {std::pair("gold_premium_basis_points", "/data/policy/pricing/gold_premium_basis_pointz"),
        std::pair("statements", "/data/policy/rating/statementz"), std::pair("payments", "/data/policy/paymentz")}) {
    const std::string right = "\"" + std::string(name) + "\":";
    const std::string wrong = "\"" + std::string(name).substr(0, std::string(name).size() - 1) + "z\":";
    const auto misspelt = parse(with("2018", right.c_str(), wrong.c_str()));
    REQUIRE_FALSE(misspelt.has_value());
    CHECK(misspelt.error().fault == core::Fault::invalid_event);
    CHECK(std::ranges::any_of(misspelt.error().errors, [&](const auto& error) { return error.pointer == pointer; }));
  }
  CHECK(parse("[]").error().fault == core::Fault::invalid_event);
}

TEST_CASE("The policy that governs has the latest start, then the latest sequence") {
  using enum Category;
  const std::vector<PolicyInForce> policies{
      in_force(5, 200, "b", nursing), in_force(1, 100, "a", nursing),     in_force(7, 200, "c", nursing),
      in_force(9, 150, "d", nursing), in_force(11, 50, "e", residential),
  };
  struct Row {
    std::int64_t at;
    const char* scheme;
  };
  for (const Row& row : {Row{99, ""}, Row{100, "a"}, Row{149, "a"}, Row{150, "d"}, Row{200, "c"}, Row{999, "c"}}) {
    const PolicyInForce* found = governing(policies, nursing, {row.at});
    CHECK((found ? found->policy->scheme : "") == row.scheme);
  }
  CHECK(governing(policies, home_support, {999}) == nullptr);
  CHECK(has_governed(policies, "d", nursing, {150}));
  CHECK_FALSE(has_governed(policies, "d", nursing, {149}));
  CHECK_FALSE(has_governed(policies, "b", nursing, {999}));  // never: c starts at the same instant and is later
  CHECK_FALSE(has_governed(policies, "e", nursing, {999}));
}
