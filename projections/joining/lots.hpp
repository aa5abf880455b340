#pragma once

#include "projections/moment.hpp"
#include "projections/readings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::joining {

using core::Result;
using core::event::Sequence;
using core::time::Instant;

/// A provider's right to home support in an area. Its size class is that of the day it was awarded (lot_limits.hpp).
struct Lot {
  std::string scheme;
  std::string provider;
  std::string area;
  bool discharge = false;  // the area's hospital discharges too
  Instant since;
  std::vector<Sequence> because;  // the award, or the end, and its corrections
};

/// The lots held at that moment, in the order in which they began. A second award of the same lot replaces the first.
[[nodiscard]] Result<std::vector<Lot>> lots_of_provider(const Readings& readings, const std::string& provider,
                                                        const Moment& moment);
[[nodiscard]] Result<std::vector<Lot>> lots_of_scheme(const Readings& readings, const std::string& scheme,
                                                      const Moment& moment);

/// The events by which lots of the provider ended that it has not been awarded anew by then.
[[nodiscard]] Result<std::vector<Lot>> ended_lots_of_provider(const Readings& readings, const std::string& provider,
                                                              const Moment& moment);

/// The lot of the scheme in the area; null where the list has none.
[[nodiscard]] const Lot* find_lot(const std::vector<Lot>& lots, std::string_view scheme, std::string_view area);

}  // namespace careledger::projections::joining
