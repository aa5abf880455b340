#include "projections/fees/exposure.hpp"

#include "projections/suspensions/reasons.hpp"

#include <algorithm>
#include <set>

namespace careledger::projections::fees {
namespace {

using core::fail;
using core::Fault;

Result<bool> is_meant(Readings& readings, const std::string& id, const ExposureFilter& filter, const Moment& moment) {
  const auto service = readings.service(id, moment.known_at);
  if (!service && service.error().fault == Fault::not_found) return false;
  if (!service) return fail(service.error());
  const auto& [details, history] = std::tie((*service)->details, (*service)->history);
  return (!filter.band || *filter.band == ratings::text(history.at(moment.at).band)) &&
         (!filter.suspended || *filter.suspended == suspensions::is_suspended(history, moment.at)) &&
         (!filter.category || *filter.category == details.category) && (!filter.area || *filter.area == details.area);
}

}  // namespace

Result<Exposure> exposure(Readings& readings, const ExposureFilter& filter, const Moment& moment) {
  const auto schedules = read_schedules(readings, moment.known_at);
  if (!schedules) return fail(schedules.error());
  const auto packages = allocations::all_packages(readings, moment);
  if (!packages) return fail(packages.error());
  Exposure found;
  std::set<std::string_view> citizens;
  for (const auto& package : *packages) {
    if (!package.in_force(moment.at)) continue;
    const auto meant = is_meant(readings, package.service, filter, moment);
    if (!meant) return fail(meant.error());
    if (!*meant) continue;
    const auto fee = package_fee(readings, *schedules, package, moment);
    if (!fee) return fail(fee.error());
    ++found.packages;
    citizens.insert(package.citizen);
    if (!fee->weekly_pence) ++found.unpriced;
    found.weekly_pence = std::min(core::money::most_pence, found.weekly_pence + fee->weekly_pence.value_or(0));
  }
  found.citizens = static_cast<std::int64_t>(citizens.size());
  return found;
}

}  // namespace careledger::projections::fees
