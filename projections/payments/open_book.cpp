#include "projections/payments/open_book.hpp"

#include "events/describe.hpp"
#include "events/money/payments.hpp"
#include "projections/policies/in_force.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace careledger::projections::payments {
namespace {

using allocations::Package;
using core::fail;
using core::time::end_of_day;
using core::time::start_of_day;
using events::money::OpenBookReturned;

using Owed = std::map<std::pair<std::string, int>, OpenBookReturn>;

/// Each financial year that is over by then and in which the package was in force.
void add_years(const Package& package, std::span<const policies::PolicyInForce> policies, Instant at, Owed& owed) {
  const auto category = policies::category_named(package.category);
  if (!category || package.provider.empty()) return;
  const policies::PaymentsPolicy by_default;
  for (int year = financial_year(core::time::london_day(package.awarded), by_default);; ++year) {
    const Instant begins = start_of_day(by_default.year_begins.in(year));
    const Instant over = start_of_day(by_default.year_begins.in(year + 1));
    if (over > at || (package.ending && package.ending->until <= begins)) return;
    // OB-1: by the policy that governed as the year ended.
    const auto* const policy = policies::governing(policies, *category, Instant{over.micros - 1});
    if (policy == nullptr || !policy->policy->payments.open_book) continue;
    const auto& terms = *policy->policy->payments.open_book;
    owed.try_emplace({package.provider, year}, OpenBookReturn{.provider = package.provider,
                                                              .year = year,
                                                              .owed = over,
                                                              .due = terms.day.in(year + terms.years_after),
                                                              .returned = {},
                                                              .because = package.because});
  }
}

}  // namespace

bool OpenBookReturn::overdue(Instant at) const {
  return !returned && at >= end_of_day(due);
}

Result<std::vector<OpenBookReturn>> open_book_returns(Readings& readings, std::span<const Package> packages,
                                                      const Moment& moment) {
  const auto policies = readings.policies(moment.known_at);
  if (!policies) return fail(policies.error());
  Owed owed;
  for (const Package& package : packages) add_years(package, (*policies)->in_force, moment.at, owed);
  constexpr std::array types{OpenBookReturned::type};
  auto told = record::tell(readings.view(), "", types, moment, [&](const record::Entry& entry, core::json::Value data) {
    const auto returned = events::decode_stored<OpenBookReturned>(data);
    if (!returned) return;
    const auto found = owed.find({returned->provider.value, static_cast<int>(returned->year.value)});
    if (found == owed.end() || found->second.returned) return;
    found->second.returned = entry.event.time;
    entry.append_to(found->second.because);
  });
  if (!told) return fail(std::move(told.error()));
  std::vector<OpenBookReturn> all;
  for (auto& [unused, each] : owed) {
    std::sort(each.because.begin(), each.because.end());
    all.push_back(std::move(each));
  }
  return all;
}

}  // namespace careledger::projections::payments
