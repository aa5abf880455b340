#pragma once

#include <cstdint>
#include <string>

namespace careledger::projections::ratings {

/// A score as an exact fraction: whole numbers under scheme 2019, the unrounded mean under 2012 and 2014.
struct Score {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;  // at least 1
  bool decimals = false;         // shown with two decimals

  /// `85`, or `80.00` rounded half-up.
  [[nodiscard]] std::string text() const;

  [[nodiscard]] bool at_least(std::int64_t whole) const { return numerator >= whole * denominator; }

  friend bool operator==(const Score& a, const Score& b) {
    return a.numerator * b.denominator == b.numerator * a.denominator && a.decimals == b.decimals;
  }
  friend bool operator<(const Score& a, const Score& b) {
    return a.numerator * b.denominator < b.numerator * a.denominator;
  }
};

}  // namespace careledger::projections::ratings
