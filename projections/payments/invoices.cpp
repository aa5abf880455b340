#include "projections/payments/invoices.hpp"

#include "core/time/calendar.hpp"
#include "events/describe.hpp"
#include "events/money/payments.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace careledger::projections::payments {
namespace {

using core::fail;
using core::json::Value;
using events::money::InvoiceAccepted;
using events::money::InvoiceCorrected;
using events::money::InvoiceQueried;
using events::money::InvoiceReceived;
using events::money::PaymentMade;

constexpr std::array types{InvoiceReceived::type, InvoiceQueried::type, InvoiceAccepted::type, InvoiceCorrected::type,
                           PaymentMade::type};

/// Folds the events of invoices, in their order.
class Invoices {
 public:
  void add(const record::Entry& entry, Value data) {
    const std::string id(data.text("invoice"));
    if (entry.event.type == InvoiceReceived::type) return receive(entry, data);
    if (entry.event.type == PaymentMade::type) return pay(entry, data);
    Invoice* const invoice = find(id);
    if (invoice == nullptr) return;  // of none that was received
    if (entry.event.type == InvoiceQueried::type) {
      invoice->open_query = true;
      invoice->state = InvoiceState::queried;
      auto& query = invoice->queries.emplace_back(
          Query{.since = entry.event.time, .reason = std::string(data.text("reason")), .because = {}});
      entry.append_to(query.because);
    } else if (entry.event.type == InvoiceAccepted::type) {
      invoice->open_query = false;
      invoice->state = InvoiceState::accepted;
    } else {
      correct(entry, data, *invoice);
    }
    entry.append_to(invoice->because);
  }

  /// With the payments that were made for each.
  [[nodiscard]] std::vector<Invoice> finished() {
    for (auto& [id, payment] : payments_) {
      Invoice* const invoice = find(payment.first);
      if (invoice == nullptr) continue;
      const auto& because = payment.second.because;
      invoice->because.insert(invoice->because.end(), because.begin(), because.end());
      invoice->payments.push_back(std::move(payment.second));
    }
    for (Invoice& invoice : invoices_) {
      std::sort(invoice.because.begin(), invoice.because.end());
      std::sort(invoice.payments.begin(), invoice.payments.end(),
                [](const Payment& a, const Payment& b) { return a.because.front() < b.because.front(); });
      if (!invoice.payments.empty() && invoice.paid_pence() >= invoice.amount_pence) invoice.state = InvoiceState::paid;
    }
    return std::move(invoices_);
  }

 private:
  Invoice* find(std::string_view id) {
    const auto found = places_.find(id);
    return found == places_.end() ? nullptr : &invoices_[found->second];
  }

  // A second receipt of the same invoice takes the first one's place.
  void receive(const record::Entry& entry, Value data) {
    const auto received = events::decode_stored<InvoiceReceived>(data);
    if (!received) return;
    const auto [place, fresh] = places_.try_emplace(received->invoice.value, invoices_.size());
    Invoice& invoice = fresh ? invoices_.emplace_back() : invoices_[place->second];
    invoice = Invoice{.invoice = received->invoice.value,
                      .package = received->package.value,
                      .period = received->period,
                      .units_millionths = received->units.number.millionths(),
                      .amount_pence = received->amount_pence.value,
                      .received = entry.event.time,
                      .reckoned_from = entry.event.time,
                      .queries = {},
                      .payments = {},
                      .because = {}};
    entry.append_to(invoice.because);
  }

  static void correct(const record::Entry& entry, Value data, Invoice& invoice) {
    const auto corrected = events::decode_stored<InvoiceCorrected>(data);
    if (!corrected) return;
    invoice.units_millionths = corrected->units.number.millionths();
    invoice.amount_pence = corrected->amount_pence.value;
    // PA-1: reckoned from the correction where it was queried.
    if (invoice.open_query) invoice.reckoned_from = entry.event.time;
    invoice.open_query = false;
    invoice.state = InvoiceState::corrected;
  }

  void pay(const record::Entry& entry, Value data) {
    const auto made = events::decode_stored<PaymentMade>(data);
    if (!made) return;
    // A second payment of the same id takes the first one's place.
    payments_.erase(made->payment.value);
    if (!made->invoice) return;
    Payment payment{.payment = made->payment.value,
                    .amount_pence = made->amount_pence.value,
                    .made = entry.event.time,
                    .because = {}};
    entry.append_to(payment.because);
    payments_.emplace(made->payment.value, std::pair(made->invoice->value, std::move(payment)));
  }

  std::vector<Invoice> invoices_;
  std::map<std::string, std::size_t, std::less<>> places_;           // of each invoice
  std::map<std::string, std::pair<std::string, Payment>> payments_;  // by their ids: of which invoice
};

}  // namespace

Pence sum_of(const std::vector<Payment>& payments) {
  Pence paid = 0;
  for (const Payment& payment : payments) paid = std::min(core::money::most_pence, paid + payment.amount_pence);
  return paid;
}

std::optional<Date> Invoice::due(const policies::PaymentsPolicy& policy) const {
  // PA-1: within 28 days of receipt.
  if (open_query) return std::nullopt;
  return core::time::add_days(core::time::london_day(reckoned_from), policy.invoice_due_days);
}

bool Invoice::overdue(const policies::PaymentsPolicy& policy, Instant at) const {
  const auto day = due(policy);
  return day && state != InvoiceState::paid && at >= core::time::end_of_day(*day);
}

Result<std::optional<Invoice>> invoice_of(const Readings& readings, const std::string& id, const Moment& moment) {
  Invoices invoices;
  auto told = record::tell(readings.view(), "invoice:" + id, types, moment,
                           [&invoices](const record::Entry& entry, Value data) { invoices.add(entry, data); });
  if (!told) return fail(std::move(told.error()));
  for (auto& invoice : invoices.finished()) {
    if (invoice.invoice == id) return std::optional(std::move(invoice));
  }
  return std::nullopt;
}

Result<std::vector<Invoice>> invoices_of(const Readings& readings, const std::string& package, const Moment& moment) {
  std::vector<std::string> ids;
  constexpr std::array received{InvoiceReceived::type};
  auto told =
      record::tell(readings.view(), "package:" + package, received, moment, [&ids](const record::Entry&, Value data) {
        std::string id(data.text("invoice"));
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
      });
  if (!told) return fail(std::move(told.error()));
  std::vector<Invoice> found;
  for (const auto& id : ids) {
    auto invoice = invoice_of(readings, id, moment);
    if (!invoice) return fail(std::move(invoice.error()));
    if (*invoice && (*invoice)->package == package) found.push_back(std::move(**invoice));
  }
  return found;
}

Result<std::vector<Invoice>> all_invoices(const Readings& readings, const Moment& moment) {
  Invoices invoices;
  auto told = record::tell(readings.view(), "", types, moment,
                           [&invoices](const record::Entry& entry, Value data) { invoices.add(entry, data); });
  if (!told) return fail(std::move(told.error()));
  return invoices.finished();
}

Result<bool> is_invoice(const Readings& readings, const std::string& invoice, Sequence known_at) {
  constexpr std::array received{InvoiceReceived::type};
  const auto entries = record::dossier(readings.view(), "invoice:" + invoice, received, known_at);
  if (!entries) return fail(entries.error());
  return !(*entries)->empty();
}

}  // namespace careledger::projections::payments
