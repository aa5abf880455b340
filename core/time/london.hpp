#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace careledger::core::time {

/// A stretch of time in which London's clocks keep one offset: from `begin` (seconds since 1970, UTC) to the next's.
struct Stretch {
  std::int64_t begin;
  std::int64_t offset;  // seconds ahead of UTC: 0, 3600, or 7200 in the double summers of the war
};

/// The whole table for 1900 to 2199, oldest first; the first begins before every time, neighbours differ in offset.
/// Read once from the tz database of the system, then immutable; any thread may call.
[[nodiscard]] std::span<const Stretch> london_stretches();

}  // namespace careledger::core::time
