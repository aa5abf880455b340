#pragma once

#include "core/time/calendar.hpp"

#include <optional>
#include <string_view>

namespace careledger::projections::policies {

/// A day of every year.
struct MonthDay {
  int month = 1;
  int day = 1;

  [[nodiscard]] core::time::Date in(int year) const {
    return core::time::date_of({.year = year, .month = month, .day = day});
  }
};

/// `04-01`; nothing where some year has no such day.
[[nodiscard]] std::optional<MonthDay> month_day_named(std::string_view text);

}  // namespace careledger::projections::policies
