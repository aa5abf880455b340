#pragma once

#include "api/http/query.hpp"
#include "api/routes/moment.hpp"
#include "events/period.hpp"
#include "projections/book.hpp"
#include "projections/payments/account.hpp"

#include <map>
#include <optional>
#include <string>

namespace careledger::api::routes {

/// What the accounts of one answer share, read once. For one request, on one thread.
class Accounts {
 public:
  using Package = projections::allocations::Package;
  using Policy = projections::policies::PaymentsPolicy;

  /// `book` outlives it.
  Accounts(projections::Book& book, const Moment& moment)
      : book_(book), moment_{.at = moment.at, .known_at = moment.known_at} {}

  /// Null where no event known then makes it.
  [[nodiscard]] core::Result<const Package*> package(const std::string& id);
  /// How the package is paid, by the policy in force at the moment, or at another instant.
  [[nodiscard]] core::Result<Policy> policy(const Package& package) const { return policy(package, moment_.at); }
  [[nodiscard]] core::Result<Policy> policy(const Package& package, core::time::Instant at) const;
  [[nodiscard]] core::Result<projections::payments::Account> account(const Package& package,
                                                                     const projections::payments::PeriodDays& days);

  [[nodiscard]] const projections::Moment& moment() const { return moment_; }
  [[nodiscard]] projections::Book& book() const { return book_; }

 private:
  projections::Book& book_;
  projections::Moment moment_;
  std::map<std::string, std::optional<Package>> packages_;
  std::optional<projections::fees::Schedules> schedules_;
};

/// The `period` that is asked for; nothing where none is. Fault::bad_request.
[[nodiscard]] core::Result<std::optional<events::Period>> read_period(const http::Query& query);

}  // namespace careledger::api::routes
