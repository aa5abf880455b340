#pragma once

#include "projections/allocations/package.hpp"

namespace careledger::projections::allocations {

/// All packages ever bought by then, in the order in which they were: of one citizen, of one service,
/// of the services that are a provider's by then (one service after the other), of all.
[[nodiscard]] Result<std::vector<Package>> packages_of_citizen(Readings& readings, const std::string& citizen,
                                                               const Moment& moment);
[[nodiscard]] Result<std::vector<Package>> packages_of_service(Readings& readings, const std::string& service,
                                                               const Moment& moment);
[[nodiscard]] Result<std::vector<Package>> packages_of_provider(Readings& readings, const std::string& provider,
                                                                const Moment& moment);
[[nodiscard]] Result<std::vector<Package>> all_packages(Readings& readings, const Moment& moment);
/// Those of all that are in force then.
[[nodiscard]] Result<std::vector<Package>> packages_in_force(Readings& readings, const Moment& moment);

}  // namespace careledger::projections::allocations
