#pragma once

#include "projections/moment.hpp"
#include "projections/readings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace careledger::projections::allocations {

using core::Result;
using core::event::Sequence;

/// AL-34: the direct payments by which the citizen buys all care of the category without the council; nothing where
/// there is none, or where each is for a part of the care.
[[nodiscard]] Result<std::vector<Sequence>> buys_alone(const Readings& readings, const std::string& citizen,
                                                       const std::string& category, const Moment& moment);

}  // namespace careledger::projections::allocations
