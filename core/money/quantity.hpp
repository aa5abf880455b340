#pragma once

#include <cstdint>
#include <string>

namespace careledger::core::money {

/// So many of something by so many, half-up: `hundredths(5, 2) == 250`. Preconditions: not less than nothing, `whole`
/// more than nothing.
[[nodiscard]] std::int64_t hundredths(std::int64_t parts, std::int64_t whole);

/// `10.25`; hundredths may be less than nothing.
[[nodiscard]] std::string two_places(std::int64_t hundredths);

}  // namespace careledger::core::money
