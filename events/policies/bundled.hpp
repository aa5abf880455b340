#pragma once

#include <array>
#include <string_view>

namespace careledger::events::policies {

/// The policy documents of this folder, in the order of their schemes.
inline constexpr std::array<std::string_view, 5> bundled_schemes{"2012", "2014", "2018", "2019", "2025"};

/// The bytes of a document of this folder as they were when the program was built: `2018.json`, `adoption.json`,
/// `rules.json`. Empty where there is none of that name.
[[nodiscard]] std::string_view bundled(std::string_view name);

}  // namespace careledger::events::policies
