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

}  // namespace careledger::projections::feedback
