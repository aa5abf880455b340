#pragma once

#include "core/money/pence.hpp"
#include "events/period.hpp"
#include "projections/moment.hpp"
#include "projections/policies/payments.hpp"
#include "projections/readings.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::payments {

using core::Result;
using core::event::Sequence;
using core::money::Pence;
using core::time::Date;
using core::time::Instant;
using events::Period;

enum class InvoiceState : std::uint8_t { received, queried, corrected, accepted, paid };
inline constexpr std::array<std::string_view, 5> invoice_state_names{"received", "queried", "corrected", "accepted",
                                                                     "paid"};

struct Query {
  Instant since;
  std::string reason;
  std::vector<Sequence> because;
};

struct Payment {
  std::string payment;
  Pence amount_pence = 0;
  Instant made;
  std::vector<Sequence> because;
};

[[nodiscard]] Pence sum_of(const std::vector<Payment>& payments);

/// PA-1: an invoice at some moment, with what was queried, corrected and paid by then.
struct Invoice {
  std::string invoice;
  std::string package;
  Period period;
  std::int64_t units_millionths = 0;
  Pence amount_pence = 0;
  Instant received;
  Instant reckoned_from;  // its due day
  bool open_query = false;
  InvoiceState state = InvoiceState::received;
  std::vector<Query> queries;
  std::vector<Payment> payments;
  std::vector<Sequence> because;

  [[nodiscard]] Pence paid_pence() const { return sum_of(payments); }
  /// Nothing while it is queried and not corrected.
  [[nodiscard]] std::optional<Date> due(const policies::PaymentsPolicy& policy) const;
  /// Due, not paid in full, and its due day is over.
  [[nodiscard]] bool overdue(const policies::PaymentsPolicy& policy, Instant at) const;
};

/// Nothing where it was not received by then.
[[nodiscard]] Result<std::optional<Invoice>> invoice_of(const Readings& readings, const std::string& id,
                                                        const Moment& moment);
/// What was received by then, in the order in which it was: for a package, or for all.
[[nodiscard]] Result<std::vector<Invoice>> invoices_of(const Readings& readings, const std::string& package,
                                                       const Moment& moment);
[[nodiscard]] Result<std::vector<Invoice>> all_invoices(const Readings& readings, const Moment& moment);

/// Whether any event known by then makes an invoice of that id, whatever its time.
[[nodiscard]] Result<bool> is_invoice(const Readings& readings, const std::string& invoice, Sequence known_at);

}  // namespace careledger::projections::payments
