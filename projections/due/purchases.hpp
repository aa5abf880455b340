#pragma once

#include "projections/due/item.hpp"
#include "projections/moment.hpp"
#include "projections/readings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace careledger::projections::due {

/// DU-1: what is owed of packages and their providers: open-book returns (OB-1), invoices (PA-1), packages handed back
/// and not placed (AL-32), and the contract reviews of the largest providers.
/// Of one service where that is given: then of nothing that concerns providers.
[[nodiscard]] core::Result<std::vector<Item>> of_purchases(Readings& readings,
                                                           const std::optional<std::string>& service,
                                                           const Moment& moment);

[[nodiscard]] constexpr bool is_of_purchases(Kind kind) {
  return kind == Kind::return_ || kind == Kind::invoice || kind == Kind::replacement || kind == Kind::contract_review;
}

}  // namespace careledger::projections::due
