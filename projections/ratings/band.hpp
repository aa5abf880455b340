#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace careledger::projections::ratings {

/// What a service shows. The four bands stand worst first, so that rated bands compare by `<`; `unrated` is no band,
/// and the last three belong to the quality scores (schemes 2012 and 2014).
enum class Band : std::uint8_t { inadequate, bronze, silver, gold, unrated, good, satisfactory, poor };

inline constexpr std::size_t band_count = 8;
inline constexpr std::size_t rated_band_count = 4;

inline constexpr std::array<std::string_view, band_count> band_names{"inadequate", "bronze", "silver",       "gold",
                                                                     "unrated",    "good",   "satisfactory", "poor"};

[[nodiscard]] constexpr std::string_view text(Band band) {
  return band_names[static_cast<std::size_t>(band)];
}

[[nodiscard]] constexpr std::optional<Band> band_named(std::string_view name) {
  for (std::size_t i = 0; i < band_count; ++i) {
    if (band_names[i] == name) return static_cast<Band>(i);
  }
  return std::nullopt;
}

/// One of gold, silver, bronze, inadequate.
[[nodiscard]] constexpr bool is_rated(Band band) {
  return band <= Band::gold;
}

/// One of gold, silver, bronze, inadequate by its name.
[[nodiscard]] constexpr std::optional<Band> rated_band_named(std::string_view name) {
  const auto band = band_named(name);
  return band && is_rated(*band) ? band : std::nullopt;
}

[[nodiscard]] constexpr Band worse_of(Band a, Band b) {
  return a < b ? a : b;
}
[[nodiscard]] constexpr Band better_of(Band a, Band b) {
  return a < b ? b : a;
}

}  // namespace careledger::projections::ratings
