#pragma once

#include "core/time/calendar.hpp"

#include <compare>
#include <cstdint>
#include <string>

namespace careledger::projections::feedback {

/// A calendar month in Europe/London, counted from January of the year 0.
struct Month {
  std::int32_t index = 0;
  auto operator<=>(const Month&) const = default;
};

[[nodiscard]] Month month_of(core::time::Instant instant);
/// 00:00 London on its first day.
[[nodiscard]] core::time::Instant start_of(Month month);
/// `2020-02`
[[nodiscard]] std::string text(Month month);

}  // namespace careledger::projections::feedback
