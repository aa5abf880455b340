#pragma once

#include "projections/ratings/fact.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace careledger::projections::feedback {

// Percentages are exact: a sum over a rolling year may reach 10^15 outcomes and 10^6 answers, whose product times 10^4
// takes 83 bits.
__extension__ using Wide = unsigned __int128;

/// An exact share of one hundred percent, as a fraction in hundredths of a percentage point.
struct Percentage {
  Wide numerator = 0;
  Wide denominator = 1;  // not 0

  /// Hundredths of a point, half-up.
  [[nodiscard]] std::uint64_t rounded() const {
    return static_cast<std::uint64_t>((2 * numerator + denominator) / (2 * denominator));
  }
};
/// Exact: no product of the parts is formed, which might not fit.
[[nodiscard]] bool operator<(Percentage a, Percentage b);

/// Hundredths of a point as `81.20`.
[[nodiscard]] std::string points(std::uint64_t hundredths);

/// CF-1: one social work review.
struct Review {
  core::time::Instant time{};
  core::event::Sequence sequence = 0;
  std::uint32_t set = 0;        // outcomes
  std::uint32_t delivered = 0;  // of them
  ratings::Recommends recommends = ratings::Recommends::unasked;
};
/// Of a fact of the kind `reviewed`.
[[nodiscard]] Review review_of(const ratings::Fact& fact);

/// CF-1: what social work reviews say, added up.
struct Tally {
  std::uint64_t reviews = 0;
  std::uint64_t set = 0;        // outcomes
  std::uint64_t delivered = 0;  // of them
  std::uint64_t yes = 0;        // recommends it
  std::uint64_t no = 0;

  [[nodiscard]] static Tally of(const Review& review);
  void add(const Review& review);
  Tally& operator+=(const Tally& other);
  Tally& operator-=(const Tally& other);  // of what was added
  bool operator==(const Tally&) const = default;

  [[nodiscard]] std::optional<Percentage> outcomes() const;
  [[nodiscard]] std::optional<Percentage> recommended() const;
  /// The mean of the two, or the one that has data.
  [[nodiscard]] std::optional<Percentage> rating() const;
};

}  // namespace careledger::projections::feedback
