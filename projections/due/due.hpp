#pragma once

#include "projections/due/item.hpp"
#include "projections/services/service.hpp"

#include <vector>

namespace careledger::projections::due {

/// DU-1: what is owed then by or about one service: statement, inspection, plans, review, and what waits on the
/// council's desk. A closed service owes nothing.
[[nodiscard]] std::vector<Item> of_service(const services::Service& service, const feedback::Market& market,
                                           core::time::Instant at);

}  // namespace careledger::projections::due
