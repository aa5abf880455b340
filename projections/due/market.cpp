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
core::Result<std::vector<Item>> of_market(Readings& readings, const Whose& whose, std::optional<Kind> kind,
                                          const Moment& moment) {
  std::vector<Item> items;
  const auto market = readings.market(moment.known_at);
  if (!market) return core::fail(market.error());
  std::set<std::string> wanted;
  auto visited = for_each_known(readings, whose, moment.known_at, [&](const auto& service) -> core::Result<void> {
    for (auto& item : of_service(*service, **market, moment.at)) items.push_back(std::move(item));
    wanted.insert(service->id);
    return {};
  });
  if (!visited) return core::fail(std::move(visited.error()));
  // What was bought is much to read.
  if (!kind || is_of_purchases(*kind)) {
    const auto service = whose.service ? std::optional(std::string(*whose.service)) : std::nullopt;
    auto purchases = of_purchases(readings, service, moment);
    if (!purchases) return purchases;
    for (auto& item : *purchases) {
      const bool of_provider = item.service.empty();
      const bool asked = !whose.service && !whose.area && (!whose.provider || *whose.provider == item.provider);
      if (of_provider ? asked : wanted.contains(item.service)) items.push_back(std::move(item));
    }
  }
  if (kind) std::erase_if(items, [kind](const Item& item) { return item.kind != *kind; });
  std::sort(items.begin(), items.end(), comes_first);
  return items;
}

}  // namespace careledger::projections::due
