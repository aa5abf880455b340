#pragma once

#include "projections/allocations/package.hpp"
#include "projections/payments/visits.hpp"

#include <string>
#include <vector>

namespace careledger::projections::payments {

/// PA-2: a provider of home support none of whose packages has a visit recorded in time.
struct UnmonitoredProvider {
  std::string provider;
  Instant since;
  std::vector<Sequence> because;  // its first package
};

/// The control finding at a moment, by provider. Reads the visits of each provider's packages until one is in time.
[[nodiscard]] Result<std::vector<UnmonitoredProvider>> unmonitored_providers(Readings& readings, const Moment& moment);

}  // namespace careledger::projections::payments
