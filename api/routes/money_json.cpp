#include "api/routes/money_json.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/joining_json.hpp"
#include "api/routes/rating_json.hpp"
#include "core/money/quantity.hpp"
#include "core/time/calendar.hpp"

namespace careledger::api::routes {
namespace {

namespace fees = projections::fees;
namespace payments = projections::payments;
using core::json::Writer;

constexpr std::int64_t millionths = 1'000'000;

void write_top_up(Writer& out, const projections::allocations::TopUp& agreed) {
  out.begin_object().member("amount_pence", agreed.amount_pence).member("payer", agreed.payer);
  out.member("reason", agreed.reason);
  write_beginning(out, agreed.since, agreed.because);
  out.end_object();
}

void write_instant(Writer& out, std::string_view name, const std::optional<core::time::Instant>& instant) {
  out.name(name);
  instant ? out.string(core::time::format(*instant)) : out.null();
}

}  // namespace

void write_fee(Writer& out, const fees::PackageFee& fee) {
  out.name("fee").begin_object();
  write_text(out, "unit", fee.unit);
  write_number(out, "standard_pence", fee.standard_pence);
  out.member("adjustment_bp", fee.adjustment_bp);
  write_number(out, "fee_pence", fee.fee_pence);
  out.member("rule", fee.rule);
  write_because(out, fee.because);
  out.end_object();
  write_number(out, "weekly_pence", fee.weekly_pence);
}

void write_top_ups(Writer& out, const projections::allocations::Package& package) {
  out.name("top_up");
  package.top_ups.empty() ? void(out.null()) : write_top_up(out, package.top_ups.back());
  out.name("top_ups").begin_array();
  for (const auto& agreed : package.top_ups) write_top_up(out, agreed);
  out.end_array();
}

void write_funding(Writer& out, const std::optional<fees::Funding>& funding) {
  out.name("funding");
  if (!funding) return void(out.null());
  out.begin_object().name("shares").begin_array();
  for (const auto& share : funding->shares) {
    out.begin_object()
        .member("body", events::text(share.body))
        .member("kind", events::text(share.kind))
        .member("pence", share.pence.value)
        .end_object();
  }
  out.end_array();
  write_beginning(out, funding->since, funding->because);
  out.end_object();
}

void write_invoice(Writer& out, const payments::Invoice& invoice, const projections::policies::PaymentsPolicy& policy,
                   core::time::Instant at) {
  out.member("invoice", invoice.invoice)
      .member("state", payments::invoice_state_names[static_cast<std::size_t>(invoice.state)])
      .member("units", core::money::two_places(core::money::hundredths(invoice.units_millionths, millionths)))
      .member("amount_pence", invoice.amount_pence)
      .member("paid_pence", invoice.paid_pence())
      .member("received", core::time::format(invoice.received));
  const auto due = invoice.due(policy);
  out.name("due");
  due ? out.string(core::time::format(*due)) : out.null();
  out.member("overdue", invoice.overdue(policy, at)).name("queries").begin_array();
  for (const auto& query : invoice.queries) {
    out.begin_object().member("reason", query.reason);
    write_beginning(out, query.since, query.because);
    out.end_object();
  }
  out.end_array();
  write_because(out, invoice.because);
}

void write_visit(Writer& out, const payments::Visit& visit) {
  out.member("visit", std::to_string(visit.sequence))
      .member("planned_start", core::time::format(visit.planned_start))
      .member("planned_end", core::time::format(visit.planned_end));
  write_instant(out, "start", visit.start);
  write_instant(out, "end", visit.end);
  out.member("carers", visit.carers)
      .member("missed", visit.missed())
      .member("late_seconds", visit.late_seconds())
      .member("short_seconds", visit.short_seconds());
}

void write_scheduled(Writer& out, const payments::Scheduled& scheduled) {
  write_number(out, "amount_pence", scheduled.amount_pence);
  out.member("paid_pence", scheduled.paid_pence());
  write_because(out, scheduled.because);
}

void write_accuracy(Writer& out, const payments::Account& account) {
  const auto accurate = account.accurate();
  out.name("accurate");
  accurate ? out.boolean(*accurate) : out.null();
}

}  // namespace careledger::api::routes
