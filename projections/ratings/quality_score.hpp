#pragma once

#include "projections/ratings/standing.hpp"

#include <optional>

namespace careledger::projections::ratings {

/// QS-1: the weighted mean of the latest score of each component; nothing where none that weighs anything is scored.
[[nodiscard]] std::optional<Score> quality_score(const Standing& standing);

/// QS-2: by the unrounded score; unrated where there is none.
[[nodiscard]] Band quality_band(const std::optional<Score>& score, const policies::RatingPolicy& policy);

void apply_component(Standing& standing, const Fact& fact);

}  // namespace careledger::projections::ratings
