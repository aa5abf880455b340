#include "api/routes/account.hpp"

#include "api/routes/accounts.hpp"
#include "api/routes/answer.hpp"
#include "api/routes/joining_json.hpp"
#include "api/routes/money_json.hpp"
#include "api/routes/rating_json.hpp"
#include "core/money/quantity.hpp"

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
using core::json::Writer;
using projections::payments::Account;
namespace payments = projections::payments;

void write_payments(Writer& out, const Account& account) {
  out.name("payments").begin_array();
  const auto write = [&out](const std::vector<payments::Payment>& made, const std::string* invoice) {
    for (const auto& payment : made) {
      out.begin_object().member("payment", payment.payment).member("amount_pence", payment.amount_pence);
      out.member("made", core::time::format(payment.made));
      if (invoice != nullptr) out.member("invoice", *invoice);
      write_because(out, payment.because);
      out.end_object();
    }
  };
  for (const auto& invoice : account.invoices) write(invoice.payments, &invoice.invoice);
  if (account.scheduled) write(account.scheduled->payments, nullptr);
  out.end_array();
}

void write_differences(Writer& out, const Account& account) {
  out.name("differences").begin_array();
  for (const auto& difference : account.differences) {
    out.begin_object()
        .member("visit", std::to_string(difference.visit))
        .member("kind", payments::difference_names[static_cast<std::size_t>(difference.kind)])
        .member("seconds", difference.seconds)
        .end_object();
  }
  out.end_array();
}

/// Units and pence as invoiced, as the visits bear them out, and by how much they differ.
void write_totals(Writer& out, const Account& account) {
  using core::money::two_places;
  const bool invoiced = !account.invoices.empty();
  const auto text = [&out](std::string_view name, const std::optional<std::int64_t>& hundredths) {
    out.name(name);
    hundredths ? out.string(two_places(*hundredths)) : out.null();
  };
  std::optional<std::int64_t> units, pence, units_difference, pence_difference;
  if (invoiced) {
    units = account.invoiced_hundredths();
    pence = account.invoiced_pence();
    if (account.visited_hundredths) units_difference = *units - *account.visited_hundredths;
    if (account.expected_pence) pence_difference = *pence - *account.expected_pence;
  }
  text("invoiced_units", units);
  text("visited_units", account.visited_hundredths);
  text("units_difference", units_difference);
  write_number(out, "invoiced_pence", pence);
  write_number(out, "expected_pence", account.expected_pence);
  write_number(out, "difference_pence", pence_difference);
  out.member("paid_pence", account.paid_pence());
  write_accuracy(out, account);
}

/// The period that is asked about, or the one in which the moment lies.
core::Result<payments::PeriodDays> period_asked(const http::Query& query, Accounts& accounts,
                                                const projections::policies::PaymentsPolicy& policy) {
  const auto period = read_period(query);
  if (!period) return fail(period.error());
  const auto& moment = accounts.moment();
  const auto days = *period ? payments::days_of(accounts.book(), **period, policy, moment)
                            : payments::period_on(accounts.book(), core::time::london_day(moment.at), policy, moment);
  if (!days) return fail(days.error());
  if (!*days) return fail(Fault::not_found, "the payment calendar has no such period");
  return **days;
}

}  // namespace

core::Result<http::Response> get_account(const Context& context) {
  const auto query = http::Query::parse(context.request.query, {"at", "known_at", "period"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  Accounts accounts(context.app.book(), *moment);
  const auto package = accounts.package(context.captured[0]);
  if (!package) return fail(package.error());
  if (*package == nullptr) {
    return fail(Fault::not_found, "no event known then makes the package " + context.captured[0]);
  }
  const auto policy = accounts.policy(**package);
  if (!policy) return fail(policy.error());
  const auto days = period_asked(*query, accounts, *policy);
  if (!days) return fail(days.error());
  const auto account = accounts.account(**package, *days);
  if (!account) return fail(account.error());
  std::string body;
  Writer writer(body);
  writer.begin_object()
      .member("package", context.captured[0])
      .member("period", events::format(days->period))
      .member("from", core::time::format(days->from))
      .member("to", core::time::format(days->to));
  write_text(writer, "paid_by", payments::paid_by(*policy, **package));
  writer.name("visits").begin_array();
  for (const auto& visit : account->visits) {
    writer.begin_object();
    write_visit(writer, visit);
    write_because(writer, visit.because);
    writer.end_object();
  }
  writer.end_array().name("invoices").begin_array();
  std::string last = "null";
  for (const auto& invoice : account->invoices) {
    const auto term = accounts.policy(**package, invoice.reckoned_from);
    if (!term) return fail(term.error());
    last.clear();
    Writer each(last);
    each.begin_object();
    write_invoice(each, invoice, *term, moment->at);
    each.end_object();
    writer.raw(last);
  }
  writer.end_array().name("invoice").raw(last);
  writer.name("schedule");
  if (account->scheduled) {
    writer.begin_object();
    write_scheduled(writer, *account->scheduled);
    writer.end_object();
  } else {
    writer.null();
  }
  write_payments(writer, *account);
  write_differences(writer, *account);
  write_totals(writer, *account);
  return finish(context, std::move(body), *moment);
}

}  // namespace careledger::api::routes
