#pragma once

#include "events/money/payments.hpp"
#include "projections/moment.hpp"
#include "projections/readings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace careledger::projections::fees {

/// FE-1: who pays what outside the fee, or of it, as was last agreed.
struct Funding {
  core::time::Instant since;
  std::vector<events::money::FundingShare> shares;
  std::vector<core::event::Sequence> because;
};

/// Nothing where nothing was agreed for the package by then.
[[nodiscard]] core::Result<std::optional<Funding>> funding_of(const Readings& readings, const std::string& package,
                                                              const Moment& moment);

}  // namespace careledger::projections::fees
