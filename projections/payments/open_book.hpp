#pragma once

#include "projections/allocations/package.hpp"
#include "projections/payments/calendar.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace careledger::projections::payments {

/// OB-1: what a provider owes for a financial year in which it had a package.
struct OpenBookReturn {
  std::string provider;
  int year = 0;  // in which the financial year begins
  Instant owed;  // from when: the year is over
  Date due;      // its last day
  std::optional<Instant> returned;
  std::vector<Sequence> because;  // its first package of the year, and the return

  [[nodiscard]] bool overdue(Instant at) const;
};

/// All returns owed by then, for years that are over, by provider and year; `packages` are all that there are.
[[nodiscard]] Result<std::vector<OpenBookReturn>> open_book_returns(Readings& readings,
                                                                    std::span<const allocations::Package> packages,
                                                                    const Moment& moment);

}  // namespace careledger::projections::payments
