#include "projections/ratings/quality_score.hpp"

namespace careledger::projections::ratings {

// QS-1
std::optional<Score> quality_score(const Standing& standing) {
  Score score{.numerator = 0, .denominator = 0, .decimals = true};
  for (std::size_t i = 0; i < standing.components.size(); ++i) {
    const Fact* scored = standing.components[i];
    if (!scored) continue;
    const std::int64_t weight = standing.policy()->component_weights[i];
    score.numerator += weight * scored->score;
    score.denominator += weight;
  }
  if (score.denominator == 0) return std::nullopt;
  return score;
}

// QS-2
Band quality_band(const std::optional<Score>& score, const policies::RatingPolicy& policy) {
  if (!score) return Band::unrated;
  if (score->at_least(policy.good_from)) return Band::good;
  return score->at_least(policy.satisfactory_from) ? Band::satisfactory : Band::poor;
}

void apply_component(Standing& standing, const Fact& fact) {
  standing.components[static_cast<std::size_t>(fact.component)] = &fact;
  standing.changed = true;
  if (standing.tracing()) {
    standing.consider("QS-1", standing.under_score(),
                      std::string{component_names[static_cast<std::size_t>(fact.component)]} + " is now scored " +
                          std::to_string(fact.score) +
                          (standing.under_score() ? "" : ", which counts under a scheme of quality scores alone"));
  }
}

}  // namespace careledger::projections::ratings
