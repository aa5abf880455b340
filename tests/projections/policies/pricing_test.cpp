#include "core/json/value.hpp"
#include "events/policies/bundled.hpp"
#include "projections/policies/policy.hpp"

#include <doctest/doctest.h>

using namespace careledger;
using namespace careledger::projections::policies;

namespace {

core::Result<Policy> parse(std::string_view scheme, std::string_view from = {}, std::string_view to = {}) {
  core::json::Parser parser;
  std::string text{events::policies::bundled(std::string{scheme} + ".json")};
  if (!from.empty()) {
    // Of the parts that price and pay, which are the last.
    const auto place = text.find(from, text.find("\"pricing\""));
    REQUIRE_MESSAGE(place != std::string::npos, from);
    text.replace(place, from.size(), to);
  }
  const auto value = parser.parse(text);
  REQUIRE_MESSAGE(value.has_value(), value.error().detail);
  return parse_policy(*value, "/policy");
}

/// The rule that refuses it, the pointer of what is malformed, or nothing.
std::string fault(const core::Result<Policy>& policy) {
  if (policy) return {};
  return policy.error().fault == core::Fault::refused ? policy.error().refusal.rule
                                                      : policy.error().errors.front().pointer;
}

}  // namespace

TEST_CASE("the bundled policies say what packages cost and when they are paid") {
  const auto policy = parse("2018");
  REQUIRE(policy.has_value());
  CHECK(policy->pricing.fixed);
  CHECK(policy->pricing.gold_premium_basis_points == 200);
  CHECK(policy->pricing.bronze_reduction_basis_points == -300);
  CHECK(policy->pricing.one_hotel_cost.has(Category::nursing));
  CHECK_FALSE(policy->pricing.one_hotel_cost.has(Category::home_support));
  REQUIRE(policy->pricing.review.has_value());
  CHECK(policy->pricing.review->care.size() == 2);
  CHECK(core::time::format(policy->pricing.review->from.in(2019)) == "2019-04-01");
  CHECK(core::time::format(policy->pricing.legacy_before.value()) == "2018-04-01");
  CHECK(policy->payments.by_invoice.has(Category::home_support));
  CHECK(policy->payments.by_schedule.has(Category::residential));
  REQUIRE(policy->payments.call_monitoring.has_value());
  CHECK(policy->payments.call_monitoring->within_days == 28);
  REQUIRE(policy->payments.open_book.has_value());
  CHECK(core::time::format(policy->payments.open_book->day.in(2020)) == "2020-03-31");
  CHECK_FALSE(parse("2012")->pricing.fixed);
  CHECK_FALSE(parse("2012")->pricing.adjusts());
  const auto day_opportunities = parse("2025");
  CHECK(day_opportunities->pricing.uplift_by_schedule);
  CHECK_FALSE(day_opportunities->pricing.review.has_value());
  CHECK_FALSE(day_opportunities->payments.call_monitoring.has_value());
}

TEST_CASE("a policy that breaks a rule of prices or payments is refused by it, and what is malformed is pointed at") {
  CHECK(fault(parse("2018", "\"fixed\"", "\"haggled\"")) == "FE-1");
  CHECK(fault(parse("2018", "\"nursing\"", "\"hospital\"")) == "FE-1");
  CHECK(fault(parse("2018", "\"value\": 200", "\"value\": -1")) == "FE-2");
  CHECK(fault(parse("2018", "\"value\": 200", "\"value\": 10001")) == "FE-2");
  CHECK(fault(parse("2018", "\"value\": -300", "\"value\": 1")) == "FE-3");
  CHECK(fault(parse("2018", "\"cpih\"", "\"nlw\"")) == "FE-5");
  CHECK(fault(parse("2018", "\"care_wage\"", "\"cpih\"")) == "FE-5");
  CHECK(fault(parse("2018", "\"care_wage\"", "\"gold_price\"")) == "FE-5");
  CHECK(fault(parse("2018", "\"day\": \"04-01\"", "\"day\": \"02-29\"")) == "/policy/pricing/review/value/day");
  CHECK(fault(parse("2018", "\"value\": 9", "\"value\": 10")) == "/policy/pricing/review_cpih_month/value");
  CHECK(fault(parse("2018", "\"value\": 13", "\"value\": 14")) == "PA-1");
  CHECK(fault(parse("2018", "\"value\": 28", "\"value\": 29")) == "PA-1");
  CHECK(fault(parse("2018", "\"years_after\": 2", "\"years_after\": 0")) == "OB-1");
  CHECK(fault(parse("2018", "\"03-31\"", "\"03-32\"")) == "/policy/payments/open_book_due/value/month_day");
  CHECK(fault(parse("2018", "\"falls_count\": false", "\"falls_count\": \"yes\"")) ==
        "/policy/pricing/review/value/falls_count");
}

TEST_CASE("a slip of the pen within a parameter is pointed at, and so is a number that no calendar reaches") {
  const auto days = [](const char* to) { return fault(parse("2018", "\"invoice_due_days\": {", to)); };
  CHECK(days("\"invoice_due_days\": {\"valeu\": 3,") == "/policy/payments/invoice_due_days/valeu");
  CHECK(fault(parse("2018", "\"years_after\": 2", "\"years_after\": 2, \"years\": 3")) ==
        "/policy/payments/open_book_due/value/years");
  CHECK(fault(parse("2018", "\"years_after\": 2", "\"years_after\": 3000000")) ==
        "/policy/payments/open_book_due/value/years_after");
  CHECK(fault(parse("2018", "\"PA-1\"", "\"XX-1\"")).ends_with("/rules"));
}
