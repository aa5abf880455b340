#pragma once

#include "projections/moment.hpp"
#include "projections/policies/bar.hpp"
#include "projections/policies/policy.hpp"
#include "projections/readings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace careledger::projections::joining {

/// A service that is to enter a scheme.
struct Entrant {
  const services::Service& service;
  std::vector<std::string> areas;
};

/// EC-1 to EC-4, in this order: what keeps the service from entering by that policy of its category, at that moment.
/// Nothing where it may enter.
[[nodiscard]] core::Result<std::optional<policies::Bar>> barred_from_entry(const Readings& readings,
                                                                           const Entrant& entrant,
                                                                           const policies::Policy& policy,
                                                                           const Moment& moment);

}  // namespace careledger::projections::joining
