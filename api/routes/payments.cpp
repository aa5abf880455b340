#include "api/routes/payments.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/joining_json.hpp"
#include "api/routes/money_json.hpp"
#include "api/routes/page.hpp"
#include "api/routes/rating_json.hpp"
#include "core/money/quantity.hpp"

#include <algorithm>
#include <map>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
using core::json::Writer;
using projections::allocations::Package;
using projections::payments::Account;
using projections::payments::Invoice;
using projections::payments::Scheduled;
namespace payments = projections::payments;

/// What the accounts of one answer share, read once.
class Accounts {
 public:
  Accounts(projections::Book& book, const Moment& moment)
      : book_(book), moment_{.at = moment.at, .known_at = moment.known_at} {}

  /// Null where no event known then makes it.
  [[nodiscard]] core::Result<const Package*> package(const std::string& id) {
    const auto known = packages_.find(id);
    if (known != packages_.end()) return known->second ? &*known->second : nullptr;
    auto read = projections::allocations::package_of(book_, id, moment_);
    if (!read) return fail(std::move(read.error()));
    const auto& kept = packages_.emplace(id, std::move(*read)).first->second;
    return kept ? &*kept : nullptr;
  }

  [[nodiscard]] core::Result<projections::policies::PaymentsPolicy> policy(const Package& package) const {
    const auto policies = book_.policies(moment_.known_at);
    if (!policies) return fail(policies.error());
    return payments::payments_policy((*policies)->in_force, package, moment_.at);
  }

  [[nodiscard]] core::Result<Account> account(const Package& package, const payments::PeriodDays& days) {
    if (!schedules_) {
      auto read = projections::fees::read_schedules(book_, moment_.known_at);
      if (!read) return fail(std::move(read.error()));
      schedules_ = std::move(*read);
    }
    return payments::account_of(book_, *schedules_, package, days, moment_);
  }

  [[nodiscard]] const projections::Moment& moment() const { return moment_; }
  [[nodiscard]] projections::Book& book() const { return book_; }

 private:
  projections::Book& book_;
  projections::Moment moment_;
  std::map<std::string, std::optional<Package>> packages_;
  std::optional<projections::fees::Schedules> schedules_;
};

/// What a list is narrowed to.
struct Filter {
  std::optional<std::string_view> provider, state;
  std::optional<events::Period> period;
};

constexpr std::string_view scheduled_state = "scheduled";
constexpr std::string_view paid_state = "paid";

core::Result<Filter> read_filter(const http::Query& query) {
  Filter filter{.provider = query.get("provider"), .state = query.get("state"), .period = {}};
  if (const auto text = query.get("period")) {
    filter.period = events::parse_period(*text);
    if (!filter.period) return fail(Fault::bad_request, "period is as 2018-P01");
  }
  std::vector<std::string_view> states(payments::invoice_state_names.begin(), payments::invoice_state_names.end());
  states.push_back(scheduled_state);
  if (auto good = query.must_be_among("state", states); !good) return fail(std::move(good.error()));
  return filter;
}

/// One line of the list: an invoice, or what is paid of a package for a period without one.
struct Line {
  std::string key;  // by which lines are ordered
  std::string package;
  events::Period period;
  std::string_view state;
  const Invoice* invoice = nullptr;
  const Scheduled* scheduled = nullptr;
};

std::vector<Line> lines_of(const std::vector<Invoice>& invoices, const std::vector<Scheduled>& scheduled) {
  std::vector<Line> lines;
  for (const auto& invoice : invoices) {
    lines.push_back({.key = "i/" + invoice.invoice,
                     .package = invoice.package,
                     .period = invoice.period,
                     .state = payments::invoice_state_names[static_cast<std::size_t>(invoice.state)],
                     .invoice = &invoice});
  }
  for (const auto& each : scheduled) {
    lines.push_back({.key = "s/" + each.package + "/" + events::format(each.period),
                     .package = each.package,
                     .period = each.period,
                     .state = each.paid() || !each.amount_pence ? paid_state : scheduled_state,
                     .scheduled = &each});
  }
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.key < b.key; });
  return lines;
}

void write_scheduled(Writer& out, const Scheduled& scheduled) {
  write_number(out, "amount_pence", scheduled.amount_pence);
  out.member("paid_pence", scheduled.paid_pence());
  write_because(out, scheduled.because);
}

void write_accuracy(Writer& out, const Account& account) {
  const auto accurate = account.accurate();
  out.name("accurate");
  accurate ? out.boolean(*accurate) : out.null();
}

core::Result<std::string> row_of(Accounts& accounts, const Package& package, const Line& line) {
  std::string row;
  Writer writer(row);
  writer.begin_object().member("package", package.package);
  write_text(writer, "service", package.service);
  write_text(writer, "provider", package.provider);
  writer.member("period", events::format(line.period));
  if (line.scheduled != nullptr) {
    writer.member("state", line.state);
    write_scheduled(writer, *line.scheduled);
    writer.end_object();
    return row;
  }
  const auto policy = accounts.policy(package);
  if (!policy) return fail(policy.error());
  write_invoice(writer, *line.invoice, *policy, accounts.moment().at);
  const auto days = payments::days_of(accounts.book(), line.period, *policy, accounts.moment());
  if (!days) return fail(days.error());
  if (!*days) {
    writer.name("accurate").null();
  } else {
    const auto account = accounts.account(package, **days);
    if (!account) return fail(account.error());
    write_accuracy(writer, *account);
  }
  writer.end_object();
  return row;
}

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
  const auto filter = read_filter(query);
  if (!filter) return fail(filter.error());
  const auto& moment = accounts.moment();
  const auto days = filter->period
                        ? payments::days_of(accounts.book(), *filter->period, policy, moment)
                        : payments::period_on(accounts.book(), core::time::london_day(moment.at), policy, moment);
  if (!days) return fail(days.error());
  if (!*days) return fail(Fault::not_found, "the payment calendar has no such period");
  return **days;
}

}  // namespace

core::Result<http::Response> list_payments(const Context& context) {
  const auto query =
      http::Query::parse(context.request.query, {"at", "known_at", "limit", "next", "provider", "period", "state"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  const auto filter = read_filter(*query);
  if (!filter) return fail(filter.error());
  const auto limit = query->get("limit") ? read_limit(*query->get("limit")) : default_limit;
  if (!limit) return fail(limit.error());
  Accounts accounts(context.app.book(), *moment);
  const auto invoices = payments::all_invoices(accounts.book(), accounts.moment());
  if (!invoices) return fail(invoices.error());
  const auto scheduled = payments::all_scheduled(accounts.book(), accounts.moment());
  if (!scheduled) return fail(scheduled.error());
  Rows list{.name = "payments", .rows = {}, .next = {}, .members = times_of(*moment), .freshness = moment->freshness};
  const auto after = query->get("next");
  std::string last;
  for (const auto& line : lines_of(*invoices, *scheduled)) {
    if (after && line.key <= *after) continue;
    if (filter->period && *filter->period != line.period) continue;
    if (filter->state && *filter->state != line.state) continue;
    const auto package = accounts.package(line.package);
    if (!package) return fail(package.error());
    if (*package == nullptr || (filter->provider && *filter->provider != (*package)->provider)) continue;
    if (list.rows.size() == *limit) {
      list.next = last;
      break;
    }
    auto row = row_of(accounts, **package, line);
    if (!row) return fail(std::move(row.error()));
    list.rows.push_back(std::move(*row));
    last = line.key;
  }
  return respond_with_rows(context, list);
}

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
  for (const auto& invoice : account->invoices) {
    writer.begin_object();
    write_invoice(writer, invoice, *policy, moment->at);
    writer.end_object();
  }
  writer.end_array().name("invoice");
  if (account->invoices.empty()) {
    writer.null();
  } else {
    writer.begin_object();
    write_invoice(writer, account->invoices.back(), *policy, moment->at);
    writer.end_object();
  }
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
