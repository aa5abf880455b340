#pragma once

#include "projections/due/item.hpp"
#include "projections/known_services.hpp"
#include "projections/moment.hpp"

#include <optional>
#include <vector>

namespace careledger::projections::due {

/// DU-1: the due list of the whole market or a part of it: by due day, what has none last, then by service and kind.
/// Of one kind where that is given.
[[nodiscard]] core::Result<std::vector<Item>> of_market(Readings& readings, const Whose& whose,
                                                        std::optional<Kind> kind, const Moment& moment);

}  // namespace careledger::projections::due
