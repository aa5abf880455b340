#include "projections/due/market.hpp"

#include "projections/due/due.hpp"
#include "projections/due/purchases.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <tuple>

namespace careledger::projections::due {
namespace {

bool comes_first(const Item& a, const Item& b) {
  constexpr core::time::Date never{std::numeric_limits<std::int32_t>::max()};
  const auto place = [&](const Item& item) {
    return std::tuple(item.due.value_or(never), std::tie(item.service, item.provider), item.kind, item.because);
  };
  return place(a) < place(b);
}

}  // namespace

// DU-1
core::Result<std::vector<Item>> of_market(Readings& readings, const Whose& whose, core::time::Instant at,
                                          core::event::Sequence known_at) {
  std::vector<Item> items;
  const auto market = readings.market(known_at);
  if (!market) return core::fail(market.error());
  std::set<std::string> wanted;
  auto visited = for_each_known(readings, whose, known_at, [&](const auto& service) -> core::Result<void> {
    for (auto& item : of_service(*service, **market, at)) items.push_back(std::move(item));
    wanted.insert(service->id);
    return {};
  });
  if (!visited) return core::fail(std::move(visited.error()));
  auto purchases = of_purchases(readings, {.at = at, .known_at = known_at});
  if (!purchases) return purchases;
  for (auto& item : *purchases) {
    const bool of_provider = item.service.empty();
    const bool asked = !whose.service && !whose.area && (!whose.provider || *whose.provider == item.provider);
    if (of_provider ? asked : wanted.contains(item.service)) items.push_back(std::move(item));
  }
  std::sort(items.begin(), items.end(), comes_first);
  return items;
}

}  // namespace careledger::projections::due
