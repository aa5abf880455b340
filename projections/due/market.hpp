#pragma once

#include "projections/due/item.hpp"
#include "projections/readings.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace careledger::projections::due {

/// Whose list it is: that of a service, of a provider's services, of an area's.
struct Filter {
  std::optional<std::string_view> service, provider, area;
};

/// DU-1: the due list of the whole market or a part of it: by due day, what has none last, then by service and kind.
[[nodiscard]] core::Result<std::vector<Item>> of_market(Readings& readings, const Filter& filter,
                                                        core::time::Instant at, core::event::Sequence known_at);

}  // namespace careledger::projections::due
