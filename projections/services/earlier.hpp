#pragma once

#include "projections/services/service.hpp"

#include <memory>

namespace careledger::projections::services {

/// The same service as known earlier, from what is in memory; nothing where the log has to be read: another
/// registration was in force, or what was amended decides which other facts concern the service.
[[nodiscard]] Result<std::shared_ptr<const Service>> earlier(const Service& service, Sequence known_at,
                                                             std::shared_ptr<const Policies> policies,
                                                             const MarketAt& market);

/// As much of that as tells its rating at an instant and how long it holds: of its history the segment then, and the
/// one after. It is the service itself where nothing that came to be known later bears on these.
[[nodiscard]] Result<std::shared_ptr<const Service>> rated_earlier(const std::shared_ptr<const Service>& service,
                                                                   core::time::Instant at, Sequence known_at,
                                                                   std::shared_ptr<const Policies> policies,
                                                                   const MarketAt& market);

}  // namespace careledger::projections::services
