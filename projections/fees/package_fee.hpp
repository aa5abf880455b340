#pragma once

#include "projections/allocations/package.hpp"
#include "projections/fees/fee.hpp"

#include <optional>
#include <string>
#include <vector>

namespace careledger::projections::fees {

/// What one unit of a package costs at a moment.
struct PackageFee {
  std::string unit;                     // by which the fee is
  std::optional<Pence> standard_pence;  // nothing where the package keeps a price of its own
  int adjustment_bp = 0;
  std::optional<Pence> fee_pence;     // nothing where none was agreed or set
  std::optional<Pence> weekly_pence;  // nothing where the fee is not by the unit that the package is bought by
  RuleId rule = "FE-1";
  std::vector<Sequence> because;  // ascending, each once
};

/// FE-1 to FE-5, FE-7, AL-33. The package as it stands at the moment; `schedules` as known by it.
[[nodiscard]] Result<PackageFee> package_fee(Readings& readings, const Schedules& schedules,
                                             const allocations::Package& package, const Moment& moment);

/// FE-2, FE-3: a package whose premium or reduction would be another, had all been known at its award.
struct AdjustmentDrift {
  std::string package;
  Adjustment awarded;
  Adjustment known;
  std::vector<Sequence> awarded_by;
};

/// By all that is known by `known_at`, as `package` is: of the service, of the policies, and of when the award was
/// made. Nothing where it comes to the same, or where the package keeps a price of its own.
[[nodiscard]] Result<std::optional<AdjustmentDrift>> adjustment_drift(Readings& readings,
                                                                      const allocations::Package& package,
                                                                      Sequence known_at);

}  // namespace careledger::projections::fees
