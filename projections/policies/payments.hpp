#pragma once

#include "projections/policies/category.hpp"
#include "projections/policies/month_day.hpp"

#include <optional>

namespace careledger::projections::policies {

/// PA-2: from when visits are monitored, and how soon the first is due.
struct CallMonitoringPolicy {
  core::time::Date from;
  int within_days = 28;
};

/// OB-1: when the return of a financial year is due: on that day so many years after the one in which it begins.
struct OpenBookPolicy {
  MonthDay day;
  int years_after = 2;
};

/// The part of a policy that says when and how packages are paid.
struct PaymentsPolicy {
  // PA-1
  int periods_a_year = 13;
  int period_days = 28;
  MonthDay year_begins{.month = 4, .day = 1};
  int invoice_due_days = 28;
  Categories by_invoice;
  Categories by_schedule;

  std::optional<CallMonitoringPolicy> call_monitoring;
  std::optional<OpenBookPolicy> open_book;
};

}  // namespace careledger::projections::policies
