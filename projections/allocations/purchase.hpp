#pragma once

#include "projections/allocations/package.hpp"
#include "projections/record/dossier.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace careledger::projections::allocations {

/// All that some sequence knows of a package, whatever the instant. A moment takes from it what the package then was.
struct Purchase {
  std::vector<Package> made;  // by each event that makes it, as they fold: with its terms, without what followed
  std::vector<record::Entry> followed;  // as they fold
};
using PurchasePointer = std::shared_ptr<const Purchase>;

/// Remembered until an event about the package, its requirement or its offer comes in: then nothing is read.
[[nodiscard]] Result<PurchasePointer> purchase_of(const core::log::View& view, const std::string& id,
                                                  Sequence known_at);
/// Reads those of many packages that are about to be asked for, none twice: each costs less so.
[[nodiscard]] Result<void> read_purchases_ahead(const core::log::View& view, std::span<const std::string> ids);

/// Whether any event known by then makes the package, whatever that event's `time`.
[[nodiscard]] Result<bool> is_package(const core::log::View& view, const std::string& id, Sequence known_at);

}  // namespace careledger::projections::allocations
