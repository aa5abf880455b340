#pragma once

#include "core/time/calendar.hpp"
#include "core/time/instant.hpp"

namespace careledger::projections::reports {

/// A stretch of time that a report is about, its end not included. Precondition: `from` is before `to`.
struct Period {
  core::time::Instant from;
  core::time::Instant to;

  [[nodiscard]] bool has(core::time::Instant instant) const { return from <= instant && instant < to; }
  /// As things stood when it began, and when it ended: where one period ends, the next begins.
  [[nodiscard]] core::time::Instant before() const { return {from.micros - 1}; }
  [[nodiscard]] core::time::Instant last() const { return {to.micros - 1}; }
};

/// How long a period is in London's months: `months`, and `days` of a month that has `month_days`.
struct Months {
  int months = 0;
  int days = 0;  // less than month_days
  int month_days = 1;
};
[[nodiscard]] Months months_of(const Period& period);

}  // namespace careledger::projections::reports
