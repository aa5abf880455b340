#pragma once

#include "core/time/instant.hpp"
#include "projections/policies/policy.hpp"
#include "projections/ratings/fact.hpp"
#include "projections/services/service.hpp"

#include <optional>

namespace careledger::projections::joining {

/// The most recent rated outcome that an inspection of any kind had given by then, by the order of QR-1: of that
/// inspector, or of whichever. An assessor's only where QR-1 counts it. Null where there is none; lives as long as the
/// service.
[[nodiscard]] const ratings::Fact* latest_outcome(const services::Service& service, core::time::Instant at,
                                                  policies::MostRecentBy by,
                                                  std::optional<ratings::Inspector> inspector = {});

}  // namespace careledger::projections::joining
