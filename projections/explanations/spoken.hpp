#pragma once

#include "core/time/calendar.hpp"

#include <string>

namespace careledger::projections::explanations {

/// `1 February 2020`
[[nodiscard]] std::string spoken(core::time::Date day);
/// The London day, with the time in UTC unless it is that day's beginning: `1 March 2019 (10:30 UTC)`.
[[nodiscard]] std::string spoken(core::time::Instant instant);

}  // namespace careledger::projections::explanations
