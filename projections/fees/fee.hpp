#pragma once

#include "projections/fees/adjustment.hpp"
#include "projections/fees/schedules.hpp"

#include <optional>
#include <string>

namespace careledger::projections::fees {

/// The fee of one unit of care.
struct Fee {
  events::Unit unit{};
  Pence hotel_pence = 0;
  Pence care_pence = 0;
  Pence standard_pence = 0;
  int adjustment_bp = 0;
  Pence fee_pence = 0;
  RuleId rule = "FE-1";
  std::vector<Sequence> because;  // ascending, each once
};

/// The standard fee with the adjustment, rounded once.
[[nodiscard]] Fee fee_of(const Step& step, const Adjustment& adjustment);

/// What a package of that kind would cost at an instant; with a service, by that one's quality then. Fault::not_found
/// where no schedule is in force or the service is not known.
[[nodiscard]] Result<Fee> fee_at(Readings& readings, const Key& key, const std::optional<std::string>& service,
                                 Instant at, Sequence known_at);

}  // namespace careledger::projections::fees
