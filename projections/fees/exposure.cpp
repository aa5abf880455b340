#include "projections/fees/exposure.hpp"

#include "projections/allocations/packages.hpp"
#include "projections/suspensions/reasons.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace careledger::projections::fees {
namespace {

using core::fail;
using core::Fault;

/// Nothing where the service is none of those that are meant, or no known event registers it.
Result<std::optional<ExposedService>> exposed(Readings& readings, const std::string& id, const ExposureFilter& filter,
                                              const Moment& moment) {
  const auto service = readings.service(id, moment.known_at);
  if (!service && service.error().fault == Fault::not_found) return std::nullopt;
  if (!service) return fail(service.error());
  const auto& [details, history] = std::tie((*service)->details, (*service)->history);
  ExposedService found{.service = id,
                       .provider = details.provider,
                       .band = ratings::text(history.at(moment.at).band),
                       .suspended = suspensions::is_suspended(history, moment.at)};
  const bool meant =
      (!filter.band || *filter.band == found.band) && (!filter.suspended || *filter.suspended == found.suspended) &&
      (!filter.category || *filter.category == details.category) && (!filter.area || *filter.area == details.area);
  return meant ? std::optional(std::move(found)) : std::nullopt;
}

void add(Pence& sum, Pence pence) {
  sum = std::min(core::money::most_pence, sum + pence);
}

}  // namespace

Result<Exposure> exposure(Readings& readings, const ExposureFilter& filter, const Moment& moment) {
  const auto schedules = read_schedules(readings, moment.known_at);
  if (!schedules) return fail(schedules.error());
  const auto packages = allocations::packages_in_force(readings, moment);
  if (!packages) return fail(packages.error());
  Exposure found;
  std::map<std::string, std::optional<ExposedService>> services;
  std::set<std::string_view> citizens;
  for (const auto& package : *packages) {
    const auto [place, is_new] = services.try_emplace(package.service);
    if (is_new) {
      auto service = exposed(readings, package.service, filter, moment);
      if (!service) return fail(std::move(service.error()));
      place->second = std::move(*service);
    }
    auto& service = place->second;
    if (!service) continue;
    const auto fee = package_fee(readings, *schedules, package, moment);
    if (!fee) return fail(fee.error());
    citizens.insert(package.citizen);
    ++service->packages;
    if (!fee->weekly_pence) ++service->unpriced;
    add(service->weekly_pence, fee->weekly_pence.value_or(0));
  }
  for (auto& [unused, service] : services) {
    if (!service) continue;
    found.packages += service->packages;
    found.unpriced += service->unpriced;
    add(found.weekly_pence, service->weekly_pence);
    found.services.push_back(std::move(*service));
  }
  found.citizens = static_cast<std::int64_t>(citizens.size());
  return found;
}

}  // namespace careledger::projections::fees
