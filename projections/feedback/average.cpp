#include "projections/feedback/average.hpp"

#include "core/error/result.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>

namespace careledger::projections::feedback {
namespace {

namespace multiprecision = boost::multiprecision;
using Exact = multiprecision::cpp_rational;
__extension__ using Signed = __int128;

constexpr unsigned fraction_bits = 32;
constexpr std::int64_t furthest_apart = std::int64_t{1} << (fraction_bits - 1);

Wide fixed(const Percentage& percentage) {
  return (percentage.numerator << fraction_bits) / percentage.denominator;
}

Exact exact(const Percentage& percentage) {
  return {multiprecision::cpp_int(percentage.numerator), multiprecision::cpp_int(percentage.denominator)};
}

Exact exact_sum(const std::vector<Percentage>& of) {
  Exact sum = 0;
  for (const auto& each : of) sum += exact(each);
  return sum;
}

}  // namespace

void Average::add(const Percentage& percentage) {
  ++size_;
  sum_ += fixed(percentage);
}

void Average::remove(const Percentage& percentage) {
  CARELEDGER_ASSERT(size_ != 0);
  --size_;
  sum_ -= fixed(percentage);
}

std::uint64_t Average::rounded(const Again& again) const {
  CARELEDGER_ASSERT(size_ != 0);
  const Wide unit = Wide{1} << fraction_bits;
  const auto half_up = [&](Wide sum) { return (2 * sum + size_ * unit) / (2 * size_ * unit); };
  const Wide low = half_up(sum_);
  if (low == half_up(sum_ + size_)) return static_cast<std::uint64_t>(low);
  const Exact mean = exact_sum(again()) / size_ + Exact(1, 2);
  return static_cast<std::uint64_t>(multiprecision::numerator(mean) / multiprecision::denominator(mean));
}

int Average::beyond(const Percentage& percentage, std::uint64_t distance, const Again& again) const {
  CARELEDGER_ASSERT(size_ != 0);
  const auto count = static_cast<Signed>(size_);
  const Signed threshold = (static_cast<Signed>(distance) * count) << fraction_bits;
  // The true difference, times the count, lies between these two.
  const Signed lowest = static_cast<Signed>(fixed(percentage)) * count - static_cast<Signed>(sum_) - count;
  const Signed highest = lowest + 2 * count;
  if (lowest > threshold) return 1;
  if (highest < -threshold) return -1;
  if (lowest > -threshold && highest < threshold) return 0;
  const Exact difference = exact(percentage) - exact_sum(again()) / size_;
  if (difference > distance) return 1;
  return difference < -Exact(distance) ? -1 : 0;
}

Bounds::Bounds(const Average& average) {
  if (average.size_ == 0) return;
  low_ = static_cast<std::int64_t>(average.sum_ / average.size_);
  high_ = low_ + 2;  // the quotient and the sum are too small by less than one each
}

std::optional<int> Bounds::beyond(const Percentage& percentage, std::uint64_t distance) const {
  CARELEDGER_ASSERT(!empty());
  const auto threshold = static_cast<std::int64_t>(distance) << fraction_bits;
  const auto at_least = static_cast<std::int64_t>(fixed(percentage));
  const auto lowest = at_least - high_;
  const auto highest = at_least + 1 - low_;
  if (lowest > threshold) return 1;
  if (highest < -threshold) return -1;
  if (lowest > -threshold && highest < threshold) return 0;
  return std::nullopt;
}

bool Bounds::take(const Bounds& other) {
  if (empty() || other.empty()) return empty() && other.empty();
  const auto low = std::min(low_, other.low_);
  const auto high = std::max(high_, other.high_);
  if (high - low > furthest_apart) return false;
  low_ = low;
  high_ = high;
  return true;
}

}  // namespace careledger::projections::feedback
