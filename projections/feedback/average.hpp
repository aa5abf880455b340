#pragma once

#include "projections/feedback/tally.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace careledger::projections::feedback {

/// CF-2: the unweighted mean of exact percentages. A sum of fixed-point numbers with a bound on its error, which
/// decides nearly always; where it can't, the percentages are asked for again and their fractions summed.
class Average {
 public:
  /// All that were added.
  using Again = std::function<std::vector<Percentage>()>;

  void add(const Percentage& percentage);

  [[nodiscard]] std::size_t size() const { return size_; }
  /// Hundredths of a point, half-up. Precondition: size() != 0.
  [[nodiscard]] std::uint64_t rounded(const Again& again) const;
  /// How far the percentage lies from the mean, against a distance in hundredths of a point: -1 where it lies below by
  /// more than that, 1 above by more than that, else 0. Precondition: size() != 0.
  [[nodiscard]] int beyond(const Percentage& percentage, std::uint64_t distance, const Again& again) const;

 private:
  std::size_t size_ = 0;
  Wide sum_ = 0;  // of each, rounded down; too small by less than one unit for each
};

}  // namespace careledger::projections::feedback
