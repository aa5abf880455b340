#include "projections/payments/account.hpp"

#include "core/money/quantity.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace careledger::projections::payments {
namespace {

using allocations::Package;
using core::fail;

constexpr std::int64_t micros_an_hour = 3'600'000'000;
constexpr std::int64_t micros_a_second = 1'000'000;
constexpr std::int64_t millionths = 1'000'000;

/// PA-2: visits bear something out where they are recorded, or have to be.
bool is_monitored(const policies::PaymentsPolicy& policy, const Package& package, const PeriodDays& days) {
  return paid_by(policy, package) == "invoice" && policy.call_monitoring && policy.call_monitoring->from <= days.to;
}

/// The fee on each day of a visit, read anew only where it may have changed.
class Fees {
 public:
  Fees(Readings& readings, const fees::Schedules& schedules, const Package& package, Sequence known_at)
      : readings_(readings), schedules_(schedules), package_(package), known_at_(known_at) {}

  [[nodiscard]] Result<std::optional<Pence>> on(Date day) {
    if (const auto found = by_day_.find(day); found != by_day_.end()) return found->second;
    const Moment moment{.at = core::time::start_of_day(day), .known_at = known_at_};
    const auto package = allocations::package_of(readings_, package_.package, moment);
    if (!package) return fail(package.error());
    std::optional<Pence> fee;
    if (*package) {
      const auto read = fees::package_fee(readings_, schedules_, **package, moment);
      if (!read) return fail(read.error());
      if (read->unit == package_.unit) fee = read->fee_pence;
    }
    by_day_.emplace(day, fee);
    return fee;
  }

 private:
  Readings& readings_;
  const fees::Schedules& schedules_;
  const Package& package_;
  Sequence known_at_;
  std::map<Date, std::optional<Pence>> by_day_;
};

/// What the visits cost by the fees of their days: the units of each fee together, rounded once.
Result<std::optional<Pence>> cost_of(Fees& fees, const std::string& unit, const std::vector<Visit>& visits) {
  std::map<Pence, std::vector<Visit>> by_fee;
  for (const Visit& visit : visits) {
    const auto fee = fees.on(visit.day());
    if (!fee) return fail(fee.error());
    if (!*fee) return std::optional<Pence>{};
    by_fee[**fee].push_back(visit);
  }
  Pence cost = 0;
  for (const auto& [fee, of_fee] : by_fee) {
    cost += core::money::times(fee, {.numerator = hundredths_of(unit, of_fee).value_or(0), .denominator = 100});
  }
  return std::optional(cost);
}

}  // namespace

void add_differences(const Visit& visit, std::int64_t carers, std::vector<Difference>& differences) {
  const auto add = [&](DifferenceKind kind, std::int64_t seconds) {
    differences.push_back({.visit = visit.sequence, .kind = kind, .seconds = seconds});
  };
  if (visit.missed()) return add(DifferenceKind::missed, visit.planned_micros() / micros_a_second);
  if (visit.unfinished()) add(DifferenceKind::unfinished, 0);
  if (visit.late()) add(DifferenceKind::late, visit.late_seconds());
  if (visit.cut_short()) add(DifferenceKind::cut_short, visit.short_seconds());
  if (visit.carers < carers) add(DifferenceKind::carers, 0);
}

std::optional<std::int64_t> hundredths_of(std::string_view unit, const std::vector<Visit>& visits) {
  std::int64_t micros = 0;
  std::int64_t made = 0;
  std::set<Date> days;
  for (const Visit& visit : visits) {
    micros += visit.payable_micros();
    if (visit.payable_micros() == 0) continue;
    ++made;
    days.insert(visit.day());
  }
  if (unit == "hour") return core::money::hundredths(micros, micros_an_hour);
  if (unit == "session") return made * 100;
  if (unit == "day") return static_cast<std::int64_t>(days.size()) * 100;
  return std::nullopt;
}

std::int64_t Account::invoiced_hundredths() const {
  std::int64_t hundredths = 0;
  for (const Invoice& invoice : invoices) hundredths += core::money::hundredths(invoice.units_millionths, millionths);
  return hundredths;
}

Pence Account::invoiced_pence() const {
  Pence pence = 0;
  for (const Invoice& invoice : invoices) pence += invoice.amount_pence;
  return pence;
}

Pence Account::paid_pence() const {
  Pence pence = scheduled ? scheduled->paid_pence() : 0;
  for (const Invoice& invoice : invoices) pence += invoice.paid_pence();
  return pence;
}

std::optional<bool> Account::accurate() const {
  if (invoices.empty() || !visited_hundredths) return std::nullopt;
  if (*visited_hundredths != invoiced_hundredths()) return false;
  return !expected_pence || *expected_pence == invoiced_pence();
}

policies::PaymentsPolicy payments_policy(std::span<const policies::PolicyInForce> policies, const Package& package,
                                         Instant at) {
  const auto category = policies::category_named(package.category);
  if (!category) return {};
  const auto* policy = policies::latest_of_scheme(policies, package.scheme, *category, at);
  if (policy == nullptr) policy = policies::governing(policies, *category, at);
  return policy == nullptr ? policies::PaymentsPolicy{} : policy->policy->payments;
}

std::string_view paid_by(const policies::PaymentsPolicy& policy, const Package& package) {
  const auto category = policies::category_named(package.category);
  if (category && policy.by_invoice.has(*category)) return "invoice";
  return category && policy.by_schedule.has(*category) ? "schedule" : "";
}

Result<Account> account_of(Readings& readings, const fees::Schedules& schedules, const Package& package,
                           const PeriodDays& days, const Moment& moment) {
  const auto policies = readings.policies(moment.known_at);
  if (!policies) return fail(policies.error());
  const auto policy = payments_policy((*policies)->in_force, package, moment.at);
  auto visits = visits_of(readings, package.package, moment);
  if (!visits) return fail(std::move(visits.error()));
  auto invoices = invoices_of(readings, package.package, moment);
  if (!invoices) return fail(std::move(invoices.error()));
  auto scheduled = scheduled_for(readings, package.package, moment);
  if (!scheduled) return fail(std::move(scheduled.error()));

  std::erase_if(*visits, [&days](const Visit& visit) { return !days.has(visit.day()); });
  std::erase_if(*invoices, [&days](const Invoice& invoice) { return invoice.period != days.period; });
  Account account{.days = days, .visits = std::move(*visits), .invoices = std::move(*invoices), .differences = {}};
  for (Scheduled& each : *scheduled) {
    if (each.period == days.period) account.scheduled = std::move(each);
  }
  for (const Visit& visit : account.visits) add_differences(visit, package.carers.value_or(0), account.differences);
  if (account.visits.empty() && !is_monitored(policy, package, days)) return account;
  account.visited_hundredths = hundredths_of(package.unit, account.visits);
  if (!account.visited_hundredths) return account;
  Fees fees(readings, schedules, package, moment.known_at);
  const auto cost = cost_of(fees, package.unit, account.visits);
  if (!cost) return fail(cost.error());
  account.expected_pence = *cost;
  return account;
}

}  // namespace careledger::projections::payments
