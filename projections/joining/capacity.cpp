#include "projections/joining/capacity.hpp"

#include "projections/joining/lot_limits.hpp"

#include <algorithm>
#include <numeric>

namespace careledger::projections::joining {

using policies::LotPolicy;
using policies::Size;

LeastProviders least_providers(const LotPolicy& policy) {
  LeastProviders least;
  for (std::size_t i = 0; i < policies::size_names.size(); ++i) {
    const auto size = static_cast<Size>(i);
    int places = 0;
    int most_in_an_area = 0;
    for (const auto& area : policy.areas) {
      places += area.places[size];
      most_in_an_area = std::max(most_in_an_area, area.places[size]);
    }
    // LO-3: dealt out in turn, no provider gets an area twice unless an area has more places than there are providers.
    const int areas = policy.areas_a_provider[size];
    least.by_size[size] = std::max((places + areas - 1) / areas, most_in_an_area);
    least.in_all += least.by_size[size];
  }
  return least;
}

Result<Capacity> capacity(const Readings& readings, const std::string& scheme, const LotPolicy& policy,
                          const Moment& moment) {
  auto lots = lots_of_scheme(readings, scheme, moment);
  if (!lots) return core::fail(std::move(lots.error()));
  Capacity capacity{.areas = {},
                    .stated = {.by_size = policy.stated_least_providers, .in_all = policy.stated_least_in_all},
                    .by_limits = least_providers(policy)};
  for (const auto& area : policy.areas) capacity.areas.push_back({.area = &area, .lots = {}, .held = {}});
  for (Lot& lot : *lots) {
    const auto found = std::find_if(capacity.areas.begin(), capacity.areas.end(),
                                    [&lot](const AreaCapacity& each) { return each.area->area == lot.area; });
    if (found == capacity.areas.end()) continue;  // of an area that the table no longer has
    const auto size = size_of(readings, lot.provider, policy, {.at = lot.since, .known_at = moment.known_at});
    if (!size) return core::fail(size.error());
    ++found->held[*size];
    found->lots.push_back({.lot = std::move(lot), .size = *size});
  }
  return capacity;
}

}  // namespace careledger::projections::joining
