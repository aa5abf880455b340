#pragma once

#include "projections/payments/invoices.hpp"

namespace careledger::projections::payments {

/// PA-1: what is to be paid of a package for a period, and was paid for it without an invoice.
struct Scheduled {
  std::string package;
  Period period;
  std::optional<Pence> amount_pence;  // the last that was set; nothing: paid without a schedule
  std::vector<Payment> payments;
  std::vector<Sequence> because;

  [[nodiscard]] Pence paid_pence() const { return sum_of(payments); }
  [[nodiscard]] bool paid() const { return amount_pence && !payments.empty() && paid_pence() >= *amount_pence; }
};

/// By package and period, of one package or of all, as it stands then.
[[nodiscard]] Result<std::vector<Scheduled>> scheduled_for(const Readings& readings, const std::string& package,
                                                           const Moment& moment);
[[nodiscard]] Result<std::vector<Scheduled>> all_scheduled(const Readings& readings, const Moment& moment);

}  // namespace careledger::projections::payments
