#pragma once

#include "projections/policies/category.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace careledger::projections::policies {

/// By what offers are put in order, one after the other.
enum class Criterion : std::uint8_t {
  total,           // AL-12
  lower_price,     // AL-12
  received,        // the earlier
  band,            // AL-18, AL-25
  citizen_choice,  // AL-18: moves what is recommended, never a rank
  score,           // AL-19
  feedback,        // AL-19, AL-25
  same_area,       // AL-25
  cqc_rating,      // AL-26
};
inline constexpr std::array<std::string_view, 9> criterion_names{
    "total", "lower_price", "received", "band", "citizen_choice", "score", "feedback", "same_area", "cqc_rating"};

[[nodiscard]] constexpr std::string_view text(Criterion criterion) {
  return criterion_names[static_cast<std::size_t>(criterion)];
}

/// The part of a policy that says who gets a package.
struct AllocationPolicy {
  std::vector<Criterion> order{Criterion::received};
  int quality_percent = 60;                                         // AL-12
  int price_percent = 40;                                           // AL-12
  bool barred_after_own_ending = true;                              // AL-0
  bool dormant_may_not_offer = true;                                // AL-0
  bool block_contracts_first = false;                               // AL-13
  Categories citizen_may_choose;                                    // AL-14
  bool top_up_is_the_difference = false;                            // AL-14
  std::vector<Criterion> specialist_order;                          // AL-26; empty: such requirements are as any other
  bool discharge_lot_first = false;                                 // AL-27
  bool bronze_only_without_better = false;                          // AL-31
  bool out_of_city_pays_host_rate = false;                          // AL-33
  bool direct_payment_buys_alone = true;                            // AL-34
  std::vector<std::pair<std::string, std::string>> adjacent_areas;  // AL-32, each pair once

  /// AL-32: the areas that lie next to any of these, and are none of them.
  [[nodiscard]] std::vector<std::string> next_to(const std::vector<std::string>& areas) const;
  [[nodiscard]] bool orders_by(Criterion criterion) const;
};

}  // namespace careledger::projections::policies
