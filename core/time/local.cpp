#include "core/time/local.hpp"

#include "core/time/london.hpp"

#include <algorithm>

namespace careledger::core::time {

std::vector<Instant> instants_shown(Date day, std::int64_t micros) {
  constexpr std::int64_t micros_a_second = 1'000'000;
  constexpr std::int64_t seconds_a_day = 86'400;
  constexpr std::int64_t greatest_offset = 7'200;
  const std::int64_t local = day.days * seconds_a_day + micros / micros_a_second;  // as if it were UTC
  const auto table = london_stretches();
  auto stretch = std::upper_bound(table.begin(), table.end(), local - greatest_offset,
                                  [](std::int64_t at, const Stretch& each) { return at < each.begin; }) -
                 1;
  std::vector<Instant> instants;
  for (; stretch != table.end() && stretch->begin <= local; ++stretch) {
    const std::int64_t seconds = local - stretch->offset;
    const auto next = stretch + 1;
    if (seconds < stretch->begin || (next != table.end() && seconds >= next->begin)) continue;
    instants.push_back({seconds * micros_a_second + micros % micros_a_second});
  }
  return instants;
}

}  // namespace careledger::core::time
