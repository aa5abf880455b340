#pragma once

#include "projections/ratings/band.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace careledger::projections::ratings {

enum class Inspector : std::uint8_t { cqc, council, nhs, iqa };
enum class InspectionKind : std::uint8_t { full, focussed, validation };

/// What an inspector said, in the inspector's own words.
enum class Outcome : std::uint8_t {
  not_rated,
  inadequate,
  bronze,
  silver,
  gold,
  requires_improvement,
  good,
  outstanding,
  red,
  amber,
  green,
  bright_green,
};

enum class Component : std::uint8_t { questionnaire, cqc, contract, safeguarding, financial };

inline constexpr std::array<std::string_view, 4> inspector_names{"cqc", "council", "nhs", "iqa"};
inline constexpr std::array<std::string_view, 3> inspection_kind_names{"full", "focussed", "validation"};
inline constexpr std::array<std::string_view, 12> outcome_names{
    "not_rated", "inadequate",  "bronze", "silver", "gold",  "requires_improvement",
    "good",      "outstanding", "red",    "amber",  "green", "bright_green"};
inline constexpr std::array<std::string_view, 5> component_names{"questionnaire", "cqc", "contract", "safeguarding",
                                                                 "financial"};
inline constexpr std::array<std::string_view, 5> domain_names{"involvement", "personalised_care", "safeguarding",
                                                              "staffing", "management"};

/// The words that each inspector has for its ratings, best first; all have `not_rated` besides.
inline constexpr std::array<std::array<Outcome, 4>, inspector_names.size()> outcomes_of{{
    {Outcome::outstanding, Outcome::good, Outcome::requires_improvement, Outcome::inadequate},
    {Outcome::gold, Outcome::silver, Outcome::bronze, Outcome::inadequate},
    {Outcome::bright_green, Outcome::green, Outcome::amber, Outcome::red},
    {Outcome::gold, Outcome::silver, Outcome::bronze, Outcome::inadequate},
}};

/// Where the outcome stands among its inspector's words, 0 for the best; as many as there are for what is none of them.
[[nodiscard]] constexpr std::size_t rank_of(Inspector inspector, Outcome outcome) {
  const auto& words = outcomes_of[static_cast<std::size_t>(inspector)];
  std::size_t rank = 0;
  while (rank < words.size() && words[rank] != outcome) ++rank;
  return rank;
}

/// The enumerator whose name stands in the table, by its place there.
template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

[[nodiscard]] constexpr std::string_view text(Inspector inspector) {
  return inspector_names[static_cast<std::size_t>(inspector)];
}
[[nodiscard]] constexpr std::string_view text(InspectionKind kind) {
  return inspection_kind_names[static_cast<std::size_t>(kind)];
}
[[nodiscard]] constexpr std::string_view text(Outcome outcome) {
  return outcome_names[static_cast<std::size_t>(outcome)];
}

/// The ratings of the five domains, three bits each: 0 for one that was not rated.
struct DomainRatings {
  std::uint16_t packed = 0;

  constexpr void set(std::size_t domain, Band band) {
    packed = static_cast<std::uint16_t>((packed & ~(7U << (3 * domain))) |
                                        ((static_cast<unsigned>(band) + 1U) << (3 * domain)));
  }
  [[nodiscard]] constexpr Band of(std::size_t domain) const {
    const unsigned bits = (packed >> (3 * domain)) & 7U;
    return bits == 0 ? Band::unrated : static_cast<Band>(bits - 1);
  }
  bool operator==(const DomainRatings&) const = default;
};

}  // namespace careledger::projections::ratings
