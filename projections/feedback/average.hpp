#pragma once

#include "projections/feedback/tally.hpp"

#include <cstdint>
#include <vector>

namespace careledger::projections::feedback {

/// CF-2: the unweighted mean of exact percentages. Kept as a sum of fixed-point numbers with a bound on its error,
/// which decides nearly always; where it can't, the fractions themselves are summed.
class Average {
 public:
  void add(const Percentage& percentage);

  [[nodiscard]] std::size_t size() const { return of_.size(); }
  /// Hundredths of a point, half-up. Precondition: size() != 0.
  [[nodiscard]] std::uint64_t rounded() const;
  /// How far the percentage lies from the mean, against a distance in hundredths of a point: -1 where it lies below by
  /// more than that, 1 above by more than that, else 0. Precondition: size() != 0.
  [[nodiscard]] int beyond(const Percentage& percentage, std::uint64_t distance) const;

 private:
  std::vector<Percentage> of_;
  Wide sum_ = 0;  // of each, rounded down; too small by less than one unit for each
};

}  // namespace careledger::projections::feedback
