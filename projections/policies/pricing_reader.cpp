#include "projections/policies/pricing_reader.hpp"

#include "core/money/pence.hpp"

namespace careledger::projections::policies {
namespace {

using core::json::Kind;
using core::json::Value;
using events::market::Index;

class PricingReader {
 public:
  PricingReader(Parameters pricing, PricingPolicy& policy) : pricing_(std::move(pricing)), policy_(policy) {}

  std::optional<BrokenInvariant> read() {
    const std::string_view method = pricing_.word("method");
    policy_.fixed = method == "fixed";
    if (!policy_.fixed && method != "offered")
      broken("FE-1", "a fee is 'fixed', or each package costs what is 'offered'");
    one_hotel_cost();
    adjustments();
    if (pricing_.has("review")) review();
    pricing_.for_people("basis", core::json::Kind::array);
    if (pricing_.has("uplift_by_schedule")) policy_.uplift_by_schedule = pricing_.flag("uplift_by_schedule");
    if (policy_.review && policy_.uplift_by_schedule) {
      broken("FE-6", "a fee that goes up by schedule is not reviewed by indices as well");
    }
    legacy();
    return broken_;
  }

 private:
  void broken(RuleId rule, std::string detail) {
    if (!broken_) broken_ = BrokenInvariant{rule, std::move(detail)};
  }

  void one_hotel_cost() {
    if (!pricing_.has("one_hotel_cost")) return;
    for (const std::string_view name : pricing_.words("one_hotel_cost")) {
      const auto category = category_named(name);
      if (category) policy_.one_hotel_cost.add(*category);
      if (!category) broken("FE-1", "'" + std::string{name} + "' is no category");
    }
  }

  void adjustments() {
    if (pricing_.has("gold_premium_basis_points")) {
      policy_.gold_premium_basis_points = pricing_.integer("gold_premium_basis_points");
      pricing_.only("gold_premium_lasts", "package");
    }
    if (pricing_.has("bronze_reduction_basis_points")) {
      policy_.bronze_reduction_basis_points = pricing_.integer("bronze_reduction_basis_points");
    }
    constexpr int whole = core::money::whole_in_basis_points;
    if (policy_.gold_premium_basis_points < 0 || policy_.gold_premium_basis_points > whole) {
      broken("FE-2", "a premium is 0 to 10000 basis points");
    }
    if (policy_.bronze_reduction_basis_points > 0 || policy_.bronze_reduction_basis_points < -whole) {
      broken("FE-3", "a reduction is -10000 to 0 basis points");
    }
  }

  Index index(std::string_view name) {
    const auto found = events::word_named<Index>(name);
    if (!found) broken("FE-5", "'" + std::string{name} + "' is no index");
    return found.value_or(Index::cpih);
  }

  void review() {
    const auto value = pricing_.value("review", Kind::object);
    if (!value) return;
    ReviewPolicy& review = policy_.review.emplace();
    const auto day = month_day_named(pricing_.word_in(*value, "review", "day"));
    if (!day) pricing_.error("review/value/day", "is a day of every year, as \"04-01\"");
    review.from = day.value_or(MonthDay{});
    review.hotel = index(pricing_.word_in(*value, "review", "hotel"));
    if (const auto care = pricing_.member(*value, "review", "care", Kind::array)) {
      for (const Value name : care->elements()) review.care.push_back(index(name.is_string() ? name.string() : ""));
    }
    // FE-5: CPIH is a rate already; of wages the change is reckoned.
    for (const Index wage : review.care) {
      if (wage == Index::cpih) broken("FE-5", "care costs follow wages, not a rate");
    }
    if (review.hotel != Index::cpih) broken("FE-5", "hotel costs follow the rate of an index, not a wage");
    if (review.care.empty()) broken("FE-5", "care costs follow at least one wage");
    review.falls_count = pricing_.flag_in(*value, "review", "falls_count");
    constexpr int september = 9;
    if (pricing_.integer("review_cpih_month") != september) {
      pricing_.error("review_cpih_month/value", "can only be 9 so far: the index is recorded of September");
    }
  }

  void legacy() {
    if (!pricing_.has("legacy_before")) return;
    const auto day = core::time::parse_date(pricing_.word("legacy_before"));
    if (day) policy_.legacy_before = *day;
    if (!day) pricing_.error("legacy_before/value", "is a day");
  }

  Parameters pricing_;
  PricingPolicy& policy_;
  std::optional<BrokenInvariant> broken_;
};

}  // namespace

std::optional<BrokenInvariant> read_pricing(Parameters pricing, PricingPolicy& policy) {
  return PricingReader{std::move(pricing), policy}.read();
}

}  // namespace careledger::projections::policies
