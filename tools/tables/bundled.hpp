#pragma once

#include <array>
#include <string_view>

namespace careledger::tools::tables {

/// The maps of tools/data/maps/, without their `.json`.
inline constexpr std::array<std::string_view, 3> bundled_maps{"care-packages", "invoices", "visits"};

/// The bytes of a map as they were when the program was built: `visits.json`. Empty where there is none of that name.
[[nodiscard]] std::string_view bundled(std::string_view name);

}  // namespace careledger::tools::tables
