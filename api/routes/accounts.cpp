#include "api/routes/accounts.hpp"

namespace careledger::api::routes {

using core::fail;
using core::Fault;
namespace payments = projections::payments;

core::Result<const Accounts::Package*> Accounts::package(const std::string& id) {
  const auto known = packages_.find(id);
  if (known != packages_.end()) return known->second ? &*known->second : nullptr;
  auto read = projections::allocations::package_of(book_, id, moment_);
  if (!read) return fail(std::move(read.error()));
  const auto& kept = packages_.emplace(id, std::move(*read)).first->second;
  return kept ? &*kept : nullptr;
}

core::Result<Accounts::Policy> Accounts::policy(const Package& package, core::time::Instant at) const {
  const auto policies = book_.policies(moment_.known_at);
  if (!policies) return fail(policies.error());
  return payments::payments_policy((*policies)->in_force, package, at);
}

core::Result<payments::Account> Accounts::account(const Package& package, const payments::PeriodDays& days) {
  if (!schedules_) {
    auto read = projections::fees::read_schedules(book_, moment_.known_at);
    if (!read) return fail(std::move(read.error()));
    schedules_ = std::move(*read);
  }
  return payments::account_of(book_, *schedules_, package, days, moment_);
}

core::Result<std::optional<events::Period>> read_period(const http::Query& query) {
  const auto text = query.get("period");
  if (!text) return std::optional<events::Period>();
  const auto period = events::parse_period(*text);
  if (!period) return fail(Fault::bad_request, "period is as 2018-P01");
  return std::optional(*period);
}

}  // namespace careledger::api::routes
