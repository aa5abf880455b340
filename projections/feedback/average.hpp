#pragma once

#include "projections/feedback/tally.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace careledger::projections::feedback {

/// CF-2: the unweighted mean of exact percentages. A sum of fixed-point numbers with a bound on its error, which
/// decides nearly always; where it can't, the percentages are asked for again and their fractions summed.
class Average {
 public:
  /// All that were added.
  using Again = std::function<std::vector<Percentage>()>;

  void add(const Percentage& percentage);
  void remove(const Percentage& percentage);  // that was added

  [[nodiscard]] std::size_t size() const { return size_; }
  /// Hundredths of a point, half-up. Precondition: size() != 0.
  [[nodiscard]] std::uint64_t rounded(const Again& again) const;
  /// How far the percentage lies from the mean, against a distance in hundredths of a point: -1 where it lies below by
  /// more than that, 1 above by more than that, else 0. Precondition: size() != 0.
  [[nodiscard]] int beyond(const Percentage& percentage, std::uint64_t distance, const Again& again) const;

 private:
  friend class Bounds;
  std::size_t size_ = 0;
  Wide sum_ = 0;  // of each, rounded down; too small by less than one unit for each
};

/// CF-2: between which an average lies. Where nothing has one, they are empty.
class Bounds {
 public:
  Bounds() = default;
  explicit Bounds(const Average& average);

  [[nodiscard]] bool empty() const { return high_ < low_; }
  /// As Average::beyond(), where all means between the two lie alike; nothing where they don't. Precondition: not
  /// empty.
  [[nodiscard]] std::optional<int> beyond(const Percentage& percentage, std::uint64_t distance) const;
  /// Takes in the other, unless they would come to lie further apart than half a hundredth of a point, or one is empty.
  [[nodiscard]] bool take(const Bounds& other);

 private:
  // Fixed-point hundredths of a point.
  std::int64_t low_ = 0;
  std::int64_t high_ = -1;
};

}  // namespace careledger::projections::feedback
