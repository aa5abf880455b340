#pragma once

#include "projections/allocations/package.hpp"
#include "projections/fees/package_fee.hpp"
#include "projections/payments/calendar.hpp"
#include "projections/payments/schedules.hpp"
#include "projections/payments/visits.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace careledger::projections::payments {

enum class DifferenceKind : std::uint8_t { missed, unfinished, late, cut_short, carers };
inline constexpr std::array<std::string_view, 5> difference_names{"missed", "unfinished", "late", "short", "carers"};

/// PA-2: how a visit differs from what was planned, or needed.
struct Difference {
  Sequence visit = 0;
  DifferenceKind kind = DifferenceKind::missed;
  std::int64_t seconds = 0;  // late or short by so many; the whole of a missed one
};

/// PA-2: what was asked and paid for a package in a period, held against its visits.
struct Account {
  PeriodDays days;
  std::vector<Visit> visits;
  std::vector<Invoice> invoices;
  std::optional<Scheduled> scheduled;
  std::vector<Difference> differences;
  // What the visits bear out, in hundredths of a unit and at the fees of their days; nothing where visits say nothing
  // of it: the package is bought by the week, or is not monitored in that period.
  std::optional<std::int64_t> visited_hundredths;
  std::optional<Pence> expected_pence;

  [[nodiscard]] std::int64_t invoiced_hundredths() const;
  [[nodiscard]] Pence invoiced_pence() const;
  [[nodiscard]] Pence paid_pence() const;
  /// Whether what was invoiced is what the visits bear out; nothing where it can't be told.
  [[nodiscard]] std::optional<bool> accurate() const;
};

/// How one visit differs, for a package that needs so many carers.
void add_differences(const Visit& visit, std::int64_t carers, std::vector<Difference>& differences);

/// What visits bear out of a package bought by that unit: the hours given up to those planned, the visits made, or the
/// days with one. Nothing for a package that is bought by the week.
[[nodiscard]] std::optional<std::int64_t> hundredths_of(std::string_view unit, const std::vector<Visit>& visits);

/// The payments part of the policy by which the package is paid then: that of its scheme, or else of its category.
[[nodiscard]] policies::PaymentsPolicy payments_policy(std::span<const policies::PolicyInForce> policies,
                                                       const allocations::Package& package, Instant at);

/// PA-1: `invoice` or `schedule`, by the package's category; empty where the policy says nothing of it.
[[nodiscard]] std::string_view paid_by(const policies::PaymentsPolicy& policy, const allocations::Package& package);

/// The package as it stands at the moment; `schedules` as known by it.
[[nodiscard]] Result<Account> account_of(Readings& readings, const fees::Schedules& schedules,
                                         const allocations::Package& package, const PeriodDays& days,
                                         const Moment& moment);

}  // namespace careledger::projections::payments
