#pragma once

#include "core/time/calendar.hpp"

#include <cstdint>
#include <vector>

namespace careledger::core::time {

/// The instants at which a clock in London shows so many microseconds after the 00:00 of that day, less than 24 hours:
/// one; two in the hour that comes twice in autumn, the earlier first; none in the hour that spring leaves out.
[[nodiscard]] std::vector<Instant> instants_shown(Date day, std::int64_t micros);

}  // namespace careledger::core::time
