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

std::optional<Month> Series::first_unsettled(core::event::Sequence known_at) const {
  const auto found = std::ranges::find_if(months_, [known_at](const auto& month) { return month.settled > known_at; });
  if (found == months_.end()) return std::nullopt;
  return Month{from_.index + static_cast<int>(found - months_.begin())};
}

}  // namespace careledger::projections::feedback
