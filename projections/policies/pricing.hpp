#pragma once

#include "events/market/pricing.hpp"
#include "projections/policies/category.hpp"
#include "projections/policies/month_day.hpp"

#include <optional>
#include <vector>

namespace careledger::projections::policies {

/// FE-5: by what the parts of a fee rise each year.
struct ReviewPolicy {
  MonthDay from;
  events::market::Index hotel = events::market::Index::cpih;
  std::vector<events::market::Index> care;  // the greater change of these wages
  bool falls_count = false;
};

/// The part of a policy that says what a package costs.
struct PricingPolicy {
  bool fixed = false;         // FE-1: by schedule; otherwise each package costs what was offered
  Categories one_hotel_cost;  // FE-1: between these it may not differ
  int gold_premium_basis_points = 0;
  int bronze_reduction_basis_points = 0;  // not above 0
  std::optional<ReviewPolicy> review;
  bool uplift_by_schedule = false;                // FE-6
  std::optional<core::time::Date> legacy_before;  // FE-7: packages awarded before keep their terms

  [[nodiscard]] bool adjusts() const { return gold_premium_basis_points != 0 || bronze_reduction_basis_points != 0; }
};

}  // namespace careledger::projections::policies
