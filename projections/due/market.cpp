#include "projections/due/market.hpp"

#include "projections/due/due.hpp"
#include "projections/due/purchases.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <tuple>

namespace careledger::projections::due {
namespace {

bool passes(const std::optional<std::string_view>& wanted, std::string_view is) {
  return !wanted || *wanted == is;
}

bool comes_first(const Item& a, const Item& b) {
  constexpr core::time::Date never{std::numeric_limits<std::int32_t>::max()};
  const auto place = [&](const Item& item) {
    return std::tuple(item.due.value_or(never), std::tie(item.service, item.provider), item.kind, item.because);
  };
  return place(a) < place(b);
}

}  // namespace

// DU-1
core::Result<std::vector<Item>> of_market(Readings& readings, const Filter& filter, core::time::Instant at,
                                          core::event::Sequence known_at) {
  std::vector<Item> items;
  std::map<std::string, std::shared_ptr<const services::Service>> wanted;
  for (const auto& id : readings.service_ids()) {
    if (!passes(filter.service, id)) continue;
    const auto service = readings.service(id, known_at);
    if (!service && service.error().fault == core::Fault::not_found) continue;  // not known then
    if (!service) return core::fail(service.error());
    const auto& details = (*service)->details;
    if (!passes(filter.provider, details.provider) || !passes(filter.area, details.area)) continue;
    for (auto& item : of_service(**service, at)) items.push_back(std::move(item));
    wanted[id] = *service;
  }
  auto purchases = of_purchases(readings, {.at = at, .known_at = known_at});
  if (!purchases) return purchases;
  for (auto& item : *purchases) {
    const bool of_provider = item.service.empty();
    const bool passed = of_provider ? !filter.service && !filter.area && passes(filter.provider, item.provider)
                                    : wanted.contains(item.service);
    if (passed) items.push_back(std::move(item));
  }
  std::sort(items.begin(), items.end(), comes_first);
  return items;
}

}  // namespace careledger::projections::due
