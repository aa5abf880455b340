#pragma once

#include "projections/due/item.hpp"
#include "projections/known_services.hpp"

#include <vector>

namespace careledger::projections::due {

/// DU-1: the due list of the whole market or a part of it: by due day, what has none last, then by service and kind.
[[nodiscard]] core::Result<std::vector<Item>> of_market(Readings& readings, const Whose& whose, core::time::Instant at,
                                                        core::event::Sequence known_at);

}  // namespace careledger::projections::due
