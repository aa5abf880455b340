#pragma once

#include "projections/feedback/market.hpp"
#include "projections/ratings/explain.hpp"
#include "projections/readings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace careledger::projections::explanations {

/// QR-10, QR-11: what a score of scheme 2019 is made of.
struct ScoreParts {
  int base = 0;
  int adjustment = 0;
  feedback::Figures figures;
};

/// Something that would change the rating, as a sentence with the rule that it goes by.
struct Prospect {
  policies::RuleId rule;
  std::optional<core::time::Instant> at;  // where the day is known already
  std::string detail;
};

/// Why a service shows what it shows at an instant: the change in force, told for the person who asks.
struct Why {
  ratings::Explanation explanation;
  std::optional<ScoreParts> score;
  std::vector<std::string> story;  // plain English, in order: before, what happened, the rule, what else was weighed
  std::vector<Prospect> prospects;
};

[[nodiscard]] core::Result<Why> why(Readings& readings, const services::Service& service, core::time::Instant at,
                                    core::event::Sequence known_at);

}  // namespace careledger::projections::explanations
