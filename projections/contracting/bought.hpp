#pragma once

#include "projections/allocations/package.hpp"
#include "projections/contracting/release.hpp"

namespace careledger::projections::contracting {

/// What a requirement asks for.
[[nodiscard]] Line line_of(const allocations::Requirement& requirement);

/// The provider, by what was known of it then.
[[nodiscard]] Result<Supplier> supplier_of(const Readings& readings, const std::string& provider, const Moment& moment);

/// The award and the contract that a package is, as it stood then, with what a unit of it cost.
struct Bought {
  Award award;
  Contract contract;
};
[[nodiscard]] Result<Bought> bought_as(Readings& readings, const allocations::Package& package, const Moment& moment);

/// The contract that lets a provider onto the framework, with its award; nothing where nothing known signs it.
struct Framework {
  std::string scheme;
  Bought bought;
};
[[nodiscard]] Result<std::optional<Framework>> framework_of(const Readings& readings, const std::string& contract,
                                                            const Moment& moment);

}  // namespace careledger::projections::contracting
