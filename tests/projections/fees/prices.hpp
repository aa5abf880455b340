#pragma once

#include "projections/fees/schedules.hpp"
#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::tests {

/// Events of prices as they come, the first with sequence 100; the fees that follow from them as text.
class Prices {
 public:
  Prices& tell(std::string_view time, std::string_view type, std::string data) {
    entries_.push_back({.sequence = 100 + entries_.size(),
                        .event = {.type = "careledger." + std::string(type), .time = instant(time), .data = data}});
    return *this;
  }
  Prices& schedule(std::string_view time, int hotel_pence, int care_pence, const std::string& scheme = "2018",
                   const std::string& category = "residential") {
    return tell(time, "fee-schedule.set",
                R"({"care_pence":)" + std::to_string(care_pence) + R"(,"category":")" + category +
                    R"(","hotel_pence":)" + std::to_string(hotel_pence) + R"(,"scheme":")" + scheme +
                    R"(","unit":"week"})");
  }
  Prices& index(std::string_view time, const std::string& name, int year, const std::string& value) {
    return tell(time, "index.published",
                R"({"index":")" + name + R"(","value":")" + value + R"(","year":)" + std::to_string(year) + "}");
  }
  Prices& review(std::string_view time, int year, const std::string& scheme = "2018") {
    return tell(time, "price-review.applied", R"({"scheme":")" + scheme + R"(","year":)" + std::to_string(year) + "}");
  }
  /// The indices of the worked case.
  Prices& indices() {
    return index("2018-10-17", "cpih", 2018, "2.2")
        .index("2017-11-20", "nlw", 2018, "7.83")
        .index("2018-11-20", "nlw", 2019, "8.21");
  }

  /// Besides the bundled ones.
  Prices& policy(projections::policies::PolicyInForce further) {
    further_.push_back(std::move(further));
    return *this;
  }

  [[nodiscard]] projections::fees::Schedules schedules() const {
    auto sorted = entries_;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.event.time < b.event.time; });
    auto policies = bundled_policies();
    policies.insert(policies.end(), further_.begin(), further_.end());
    auto found = projections::fees::schedules_from(sorted, policies);
    REQUIRE(found.has_value());
    return std::move(*found);
  }
  /// `30660+20971 100,101,…`, or `-`.
  [[nodiscard]] std::string at(std::string_view when, std::string scheme = "2018",
                               projections::policies::Category category = projections::policies::Category::residential,
                               std::string tier = "standard") const {
    const auto found = schedules();
    const auto* const step =
        found.at({.scheme = std::move(scheme), .category = category, .tier = std::move(tier)}, instant(when));
    if (step == nullptr) return "-";
    std::string text = std::to_string(step->hotel_pence) + "+" + std::to_string(step->care_pence) + " ";
    for (const auto sequence : step->because) text += std::to_string(sequence) + ",";
    text.pop_back();
    return text;
  }

 private:
  std::vector<projections::record::Entry> entries_;
  std::vector<projections::policies::PolicyInForce> further_;
};

}  // namespace careledger::tests
