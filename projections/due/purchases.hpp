#pragma once

#include "projections/due/item.hpp"
#include "projections/moment.hpp"
#include "projections/readings.hpp"

#include <vector>

namespace careledger::projections::due {

/// DU-1: what is owed of packages and their providers: open-book returns (OB-1), invoices (PA-1), packages handed back
/// and not placed (AL-32), and the contract reviews of the largest providers.
[[nodiscard]] core::Result<std::vector<Item>> of_purchases(Readings& readings, const Moment& moment);

}  // namespace careledger::projections::due
