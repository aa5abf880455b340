#pragma once

#include "projections/joining/lots.hpp"
#include "projections/policies/framework.hpp"

#include <vector>

namespace careledger::projections::joining {

/// A lot with the size class of the day it was awarded.
struct SizedLot {
  Lot lot;
  policies::Size size;
};

struct AreaCapacity {
  const policies::LotPolicy::Area* area;
  std::vector<SizedLot> lots;  // in the order in which they began
  policies::BySize held;
};

/// How many providers it takes at the least to fill all places.
struct LeastProviders {
  policies::BySize by_size;
  int in_all = 0;
};

struct Capacity {
  std::vector<AreaCapacity> areas;  // in the order of the policy's table
  LeastProviders stated;            // LO-3: as the document says,
  LeastProviders by_limits;         // and as its own places and limits give
};

/// What is held of a scheme's lots at that moment; lives as long as the policy.
[[nodiscard]] Result<Capacity> capacity(const Readings& readings, const std::string& scheme,
                                        const policies::LotPolicy& policy, const Moment& moment);

/// LO-3: the least number of providers that can fill the table, each within its number of areas and with one lot an
/// area.
[[nodiscard]] LeastProviders least_providers(const policies::LotPolicy& policy);

}  // namespace careledger::projections::joining
