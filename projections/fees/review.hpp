#pragma once

#include "core/event/vocabulary.hpp"
#include "core/money/pence.hpp"
#include "core/time/instant.hpp"
#include "projections/policies/pricing.hpp"

#include <optional>
#include <span>
#include <vector>

namespace careledger::projections::fees {

using core::event::Sequence;

/// What an index was said to be of a year.
struct IndexValue {
  events::market::Index index{};
  int year = 0;
  std::int64_t millionths = 0;
  core::time::Instant time;
  std::vector<Sequence> because;  // the event and its corrections
};

/// FE-5: by what the parts of a fee are multiplied on review.
struct Rises {
  core::money::Ratio hotel;
  core::money::Ratio care;
  std::vector<Sequence> because;
};

/// The rises of the review for that year, from the values known before it, oldest first: of each index the last one
/// counts. Nothing where the rate, or every wage's change, is missing.
[[nodiscard]] std::optional<Rises> rises(const policies::ReviewPolicy& policy, std::span<const IndexValue> values,
                                         int year);

}  // namespace careledger::projections::fees
