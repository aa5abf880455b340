#include "projections/feedback/series.hpp"

#include <algorithm>

namespace careledger::projections::feedback {

Series::Series(Month from, Month until)
    : from_(from), months_(static_cast<std::size_t>(std::max(0, until.index - from.index))) {}

const Series::OfMonth& Series::of(Month month) const {
  static const OfMonth nothing{};
  const bool inside = from_ <= month && month < until();
  return inside ? months_[static_cast<std::size_t>(month.index - from_.index)] : nothing;
}

bool Series::is_settled(Month last, core::event::Sequence known_at) const {
  const auto count = std::clamp<std::ptrdiff_t>(last.index - from_.index + 1, 0, std::ssize(months_));
  return std::all_of(months_.begin(), months_.begin() + count,
                     [known_at](const OfMonth& month) { return month.settled <= known_at; });
}

}  // namespace careledger::projections::feedback
