#include "projections/joining/lots.hpp"

#include "events/market/joining.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>

namespace careledger::projections::joining {
namespace {

using core::json::Value;
using events::market::LotAwarded;
using events::market::LotEnded;

constexpr std::array types{LotAwarded::type, LotEnded::type};

bool is_the_lot(const Lot& lot, Value data) {
  return lot.scheme == data.text("scheme") && lot.provider == data.text("provider") && lot.area == data.text("area");
}

/// Keeps the lots that events of the type, awards or ends, came last to.
void apply(std::string_view kept, std::vector<Lot>& lots, const record::Entry& entry, Value data) {
  std::erase_if(lots, [&data](const Lot& lot) { return is_the_lot(lot, data); });
  if (entry.event.type != kept) return;
  const auto discharge = data.find("discharge");
  lots.push_back({.scheme = std::string(data.text("scheme")),
                  .provider = std::string(data.text("provider")),
                  .area = std::string(data.text("area")),
                  .discharge = discharge && discharge->boolean(),
                  .since = entry.event.time,
                  .because = {}});
  entry.append_to(lots.back().because);
}

Result<std::vector<Lot>> lots_under(const Readings& readings, const std::string& tag, const Moment& moment,
                                    std::string_view kept = LotAwarded::type) {
  std::vector<Lot> lots;
  auto told = record::tell(readings.view(), tag, types, moment,
                           [&](const record::Entry& entry, Value data) { apply(kept, lots, entry, data); });
  if (!told) return core::fail(std::move(told.error()));
  return lots;
}

}  // namespace

Result<std::vector<Lot>> lots_of_provider(const Readings& readings, const std::string& provider, const Moment& moment) {
  return lots_under(readings, "provider:" + provider, moment);
}

Result<std::vector<Lot>> ended_lots_of_provider(const Readings& readings, const std::string& provider,
                                                const Moment& moment) {
  return lots_under(readings, "provider:" + provider, moment, LotEnded::type);
}

Result<std::vector<Lot>> lots_of_scheme(const Readings& readings, const std::string& scheme, const Moment& moment) {
  return lots_under(readings, "scheme:" + scheme, moment);
}

const Lot* find_lot(const std::vector<Lot>& lots, std::string_view scheme, std::string_view area) {
  const auto found =
      std::find_if(lots.begin(), lots.end(), [&](const Lot& lot) { return lot.scheme == scheme && lot.area == area; });
  return found == lots.end() ? nullptr : &*found;
}

}  // namespace careledger::projections::joining
