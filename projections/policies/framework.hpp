#pragma once

#include "projections/policies/category.hpp"
#include "projections/ratings/inspection_terms.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::policies {

/// LO-1: the size class of a provider.
enum class Size : std::uint8_t { large, medium, small };
inline constexpr std::array<std::string_view, 3> size_names{"large", "medium", "small"};

[[nodiscard]] constexpr std::string_view text(Size size) {
  return size_names[static_cast<std::size_t>(size)];
}

/// A number for each size class.
struct BySize {
  std::array<int, size_names.size()> numbers{};
  [[nodiscard]] constexpr int operator[](Size size) const { return numbers[static_cast<std::size_t>(size)]; }
  [[nodiscard]] constexpr int& operator[](Size size) { return numbers[static_cast<std::size_t>(size)]; }
  bool operator==(const BySize&) const = default;
};

/// LO-1 to LO-3: how a scheme shares home support out by area.
struct LotPolicy {
  struct Area {
    std::string area;
    std::string name;
    BySize places;
  };
  int large_over_weekly_hours = 0;
  int medium_from_weekly_hours = 0;
  BySize areas_a_provider;
  std::vector<Area> areas;
  BySize stated_least_providers;  // as the document says, whatever follows from its own limits
  int stated_least_in_all = 0;

  /// Null where the table has no such area.
  [[nodiscard]] const Area* find(std::string_view area) const {
    for (const Area& each : areas) {
      if (each.area == area) return &each;
    }
    return nullptr;
  }
};

/// The part of a policy that says who may join.
struct FrameworkPolicy {
  using LeastOutcomes = std::array<ratings::Outcome, ratings::inspector_names.size()>;

  std::vector<std::string> evidence;            // EC-3: what an application declares
  std::optional<LeastOutcomes> least_outcomes;  // EC-2, by inspector; nothing where no rating is asked
  bool barred_by_cqc_inadequate = true;         // EC-1
  Categories closed;                            // EC-4: entered only with a lot
  std::optional<LotPolicy> lots;
  bool asks_area_of_enrolment = false;  // AL-0, IN-1: an enrolment that names areas is for these alone
};

}  // namespace careledger::projections::policies
