#pragma once

#include <cstdint>

/// Exact arithmetic with money: whole pence, multiplied by fractions of whole numbers, rounded once and half-up.
namespace careledger::core::money {

using Pence = std::int64_t;

/// Sums beyond it stay at it: far more than any council pays, and no product of it overflows.
inline constexpr Pence most_pence = 1'000'000'000'000'000;
inline constexpr int whole_in_basis_points = 10'000;

/// Not less than nothing; the denominator is more than nothing.
struct Ratio {
  std::int64_t numerator = 1;
  std::int64_t denominator = 1;
};
/// Whether a is less than b, exactly.
[[nodiscard]] bool is_less(const Ratio& a, const Ratio& b);

/// Half-up to the penny. Precondition: 0 to most_pence, the numerator at most 2 × 10^18.
[[nodiscard]] Pence times(Pence pence, const Ratio& ratio);
/// By so many basis points more, or less where they are below nothing; no less than nothing.
[[nodiscard]] Pence adjusted(Pence pence, int basis_points);

}  // namespace careledger::core::money
