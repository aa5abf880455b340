#pragma once

#include "projections/readings.hpp"

#include <memory>
#include <string>
#include <vector>

namespace careledger::projections::investigations {

using core::time::Instant;

/// A policy adopted for the sake of the question: from an instant on, after all that are known by a sequence.
struct Hypothesis {
  std::shared_ptr<const policies::Policy> policy;
  Instant from;
  core::event::Sequence known_at = 0;
};

/// A stretch of time in which a service would show another band or score.
struct RatingDifference {
  std::shared_ptr<const services::Service> actual;
  std::shared_ptr<const services::Service> otherwise;
  Instant since;
  std::optional<Instant> until;
};

/// A stretch of time in which a service would be suspended and is not, or is and would not be.
struct SuspensionDifference {
  std::shared_ptr<const services::Service> actual;
  std::shared_ptr<const services::Service> otherwise;
  Instant since;
  std::optional<Instant> until;
  bool suspended = false;  // as it is
};

struct Differences {
  std::size_t services = 0;  // that the policy's categories cover
  std::vector<RatingDifference> ratings;
  std::vector<SuspensionDifference> suspensions;
};

/// What would differ from `from` on, scheduled changes included, by service and time. Nothing is stored.
[[nodiscard]] core::Result<Differences> what_if(Readings& readings, const Hypothesis& hypothesis);

}  // namespace careledger::projections::investigations
