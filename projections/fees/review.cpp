#include "projections/fees/review.hpp"

#include <algorithm>

namespace careledger::projections::fees {
namespace {

using core::money::Ratio;
using events::market::Index;

constexpr std::int64_t hundred_percent = 100'000'000;  // in millionths of a percent

const IndexValue* last_of(std::span<const IndexValue> values, Index index, int year) {
  const auto found = std::find_if(values.rbegin(), values.rend(),
                                  [&](const IndexValue& each) { return each.index == index && each.year == year; });
  return found == values.rend() ? nullptr : &*found;
}

void add(std::vector<Sequence>& because, const IndexValue& value) {
  because.insert(because.end(), value.because.begin(), value.because.end());
}

// FE-5: a fall counts as 0.
Ratio no_fall(const Ratio& ratio, bool falls_count) {
  return !falls_count && core::money::is_less(ratio, {}) ? Ratio{} : ratio;
}

}  // namespace

std::optional<Rises> rises(const policies::ReviewPolicy& policy, std::span<const IndexValue> values, int year) {
  const IndexValue* const rate = last_of(values, policy.hotel, year - 1);
  if (rate == nullptr) return std::nullopt;
  Rises found;
  found.hotel = no_fall(
      {.numerator = std::max<std::int64_t>(0, hundred_percent + rate->millionths), .denominator = hundred_percent},
      policy.falls_count);
  add(found.because, *rate);
  // FE-5: the greater of the changes of the wages of which both years are known.
  bool any = false;
  for (const Index wage : policy.care) {
    const IndexValue* const old_wage = last_of(values, wage, year - 1);
    const IndexValue* const new_wage = last_of(values, wage, year);
    if (old_wage == nullptr || new_wage == nullptr) continue;
    const Ratio change{.numerator = new_wage->millionths, .denominator = old_wage->millionths};
    if (!any || core::money::is_less(found.care, change)) found.care = change;
    any = true;
    add(found.because, *old_wage);
    add(found.because, *new_wage);
  }
  if (!any) return std::nullopt;
  found.care = no_fall(found.care, policy.falls_count);
  return found;
}

}  // namespace careledger::projections::fees
