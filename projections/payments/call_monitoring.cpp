#include "projections/payments/call_monitoring.hpp"

#include "projections/allocations/packages.hpp"
#include "projections/policies/in_force.hpp"

#include <algorithm>
#include <map>

namespace careledger::projections::payments {
namespace {

using allocations::Package;
using core::fail;
using core::time::add_days;
using policies::Category;

/// Whether a package of theirs has a visit on one of those days.
Result<bool> any_visit(const Readings& readings, const std::vector<const Package*>& packages, Date first, Date last,
                       const Moment& moment) {
  for (const Package* package : packages) {
    const auto visits = visits_of(readings, package->package, moment);
    if (!visits) return fail(visits.error());
    const bool any = std::any_of(visits->begin(), visits->end(),
                                 [&](const Visit& visit) { return first <= visit.day() && visit.day() <= last; });
    if (any) return true;
  }
  return false;
}

}  // namespace

Result<std::vector<UnmonitoredProvider>> unmonitored_providers(Readings& readings, const Moment& moment) {
  std::vector<UnmonitoredProvider> found;
  const auto policies = readings.policies(moment.known_at);
  if (!policies) return fail(policies.error());
  const auto* const policy = policies::governing((*policies)->in_force, Category::home_support, moment.at);
  if (policy == nullptr || !policy->policy->payments.call_monitoring) return found;
  const auto& monitoring = *policy->policy->payments.call_monitoring;
  const auto packages = allocations::all_packages(readings, moment);
  if (!packages) return fail(packages.error());
  std::map<std::string, std::vector<const Package*>> by_provider;  // in the order in which they were bought
  for (const Package& package : *packages) {
    const bool counts = package.category == text(Category::home_support) && !package.provider.empty();
    if (counts) by_provider[package.provider].push_back(&package);
  }
  for (const auto& [provider, bought] : by_provider) {
    // PA-2: within 28 days of the later of that day and its first package; a finding from the 29th day.
    const Date begin = std::max(monitoring.from, core::time::london_day(bought.front()->awarded));
    const Date last = add_days(begin, monitoring.within_days);
    const Instant since = core::time::end_of_day(last);
    if (moment.at < since) continue;
    const auto any = any_visit(readings, bought, begin, last, moment);
    if (!any) return fail(any.error());
    if (!*any) found.push_back({.provider = provider, .since = since, .because = bought.front()->because});
  }
  return found;
}

}  // namespace careledger::projections::payments
