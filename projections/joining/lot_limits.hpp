#pragma once

#include "projections/joining/lots.hpp"
#include "projections/policies/bar.hpp"
#include "projections/policies/in_force.hpp"

#include <optional>
#include <span>
#include <string>

namespace careledger::projections::joining {

/// The scheme's table of lots: of its latest policy for a closed category that has begun by then, or of its first where
/// none has (lots are awarded before a scheme begins). Null where the scheme shares nothing out.
[[nodiscard]] const policies::LotPolicy* lots_of(std::span<const policies::PolicyInForce> policies,
                                                 std::string_view scheme, core::time::Instant at);

/// LO-1: the size class of the provider at that moment.
[[nodiscard]] Result<policies::Size> size_of(const Readings& readings, const std::string& provider,
                                             const policies::LotPolicy& policy, const Moment& moment);

/// LO-2: what keeps the provider from a lot in an area of the table, at that moment. Nothing where it may have it.
[[nodiscard]] Result<std::optional<policies::Bar>> barred_from_lot(const Readings& readings, const Lot& wanted,
                                                                   const policies::LotPolicy& policy,
                                                                   Sequence known_at);

}  // namespace careledger::projections::joining
