#include "api/routes/payments.hpp"

#include "api/routes/accounts.hpp"
#include "api/routes/answer.hpp"
#include "api/routes/joining_json.hpp"
#include "api/routes/listing.hpp"
#include "api/routes/money_json.hpp"
#include "api/routes/rating_json.hpp"
#include "projections/allocations/packages.hpp"
#include "projections/record/indexed.hpp"

#include <algorithm>
#include <compare>
#include <functional>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::json::Writer;
using projections::allocations::Package;
using projections::payments::Invoice;
using projections::payments::Scheduled;
namespace payments = projections::payments;

/// What a list is narrowed to.
struct Filter {
  std::optional<std::string_view> provider, state;
  std::optional<events::Period> period;
};

constexpr std::string_view scheduled_state = "scheduled";
constexpr std::string_view paid_state = "paid";

core::Result<Filter> read_filter(const http::Query& query) {
  const auto period = read_period(query);
  if (!period) return fail(period.error());
  Filter filter{.provider = query.get("provider"), .state = query.get("state"), .period = *period};
  std::vector<std::string_view> states(payments::invoice_state_names.begin(), payments::invoice_state_names.end());
  states.push_back(scheduled_state);
  if (auto good = query.must_be_among("state", states); !good) return fail(std::move(good.error()));
  return filter;
}

/// One line of the list: an invoice, or what is paid of a package for a period without one.
struct Line {
  std::optional<Invoice> invoice;
  std::optional<Scheduled> scheduled;

  [[nodiscard]] const std::string& package() const { return invoice ? invoice->package : scheduled->package; }
  [[nodiscard]] events::Period period() const { return invoice ? invoice->period : scheduled->period; }
  [[nodiscard]] std::string_view state() const {
    if (invoice) return payments::invoice_state_names[static_cast<std::size_t>(invoice->state)];
    return scheduled->paid() || !scheduled->amount_pence ? paid_state : scheduled_state;
  }
};

/// Where a line stands: the invoices by their ids, then the rest by package and period.
struct Position {
  bool is_scheduled = false;
  std::string id;  // of the invoice, or of the package
  std::string period;

  auto operator<=>(const Position&) const = default;
  [[nodiscard]] std::string text() const { return is_scheduled ? "s/" + id + "/" + period : "i/" + id; }
};

Position position_of(const Line& line) {
  if (line.invoice) return {.is_scheduled = false, .id = line.invoice->invoice, .period = {}};
  return {.is_scheduled = true, .id = line.scheduled->package, .period = events::format(line.scheduled->period)};
}

/// Nothing at the beginning.
core::Result<std::optional<Position>> read_behind(const Listing& listing) {
  const std::string& text = listing.behind;
  if (text.empty()) return std::nullopt;
  if (text.starts_with("i/")) return Position{.is_scheduled = false, .id = text.substr(2), .period = {}};
  const auto end = text.rfind('/');
  if (!text.starts_with("s/") || end < 2) return no_such_place();
  return Position{.is_scheduled = true, .id = text.substr(2, end - 2), .period = text.substr(end + 1)};
}

/// Takes a line, and says whether more are wanted.
using TakeLine = std::function<core::Result<bool>(const Line& line)>;

core::Result<bool> take_scheduled(const Accounts& accounts, const std::string& package, const TakeLine& take) {
  auto scheduled = payments::scheduled_for(accounts.book(), package, accounts.moment());
  if (!scheduled) return fail(std::move(scheduled.error()));
  for (auto& each : *scheduled) {
    auto goes_on = take({.invoice = {}, .scheduled = std::move(each)});
    if (!goes_on || !*goes_on) return goes_on;
  }
  return true;
}

/// Visits lines in their order, from about that one on. Reads no more than it gives.
core::Result<void> for_each_line(const Accounts& accounts, const Position& from, const TakeLine& take) {
  const auto& view = accounts.book().view();
  bool goes_on = true;
  if (!from.is_scheduled) {
    auto visited =
        projections::record::for_each_id(view, "invoice", from.id, [&](const std::string& id) -> core::Result<bool> {
          auto invoice = payments::invoice_of(accounts.book(), id, accounts.moment());
          if (!invoice) return fail(std::move(invoice.error()));
          if (!*invoice) return true;
          auto taken = take({.invoice = std::move(**invoice), .scheduled = {}});
          goes_on = taken && *taken;
          return taken;
        });
    if (!visited || !goes_on) return visited;
  }
  return projections::record::for_each_id(view, "package", from.is_scheduled ? from.id : std::string(),
                                          [&](const std::string& id) { return take_scheduled(accounts, id, take); });
}

/// The same of one provider, by its packages.
core::Result<void> for_each_line_of(const Accounts& accounts, const std::string& provider, const TakeLine& take) {
  // Also of a package that was bought only later: the rows name its provider all the same.
  const auto packages = projections::allocations::packages_of_provider(
      accounts.book(), provider, {.at = core::time::latest, .known_at = accounts.moment().known_at});
  if (!packages) return fail(packages.error());
  std::vector<Line> lines;
  for (const auto& package : *packages) {
    auto invoices = payments::invoices_of(accounts.book(), package.package, accounts.moment());
    if (!invoices) return fail(std::move(invoices.error()));
    for (auto& invoice : *invoices) lines.push_back({.invoice = std::move(invoice), .scheduled = {}});
    auto scheduled = payments::scheduled_for(accounts.book(), package.package, accounts.moment());
    if (!scheduled) return fail(std::move(scheduled.error()));
    for (auto& each : *scheduled) lines.push_back({.invoice = {}, .scheduled = std::move(each)});
  }
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return position_of(a) < position_of(b); });
  for (const auto& line : lines) {
    const auto goes_on = take(line);
    if (!goes_on) return fail(goes_on.error());
    if (!*goes_on) break;
  }
  return {};
}

core::Result<std::string> row_of(Accounts& accounts, const Package& package, const Line& line) {
  std::string row;
  Writer writer(row);
  writer.begin_object().member("package", package.package);
  write_text(writer, "service", package.service);
  write_text(writer, "provider", package.provider);
  writer.member("period", events::format(line.period()));
  if (line.scheduled) {
    writer.member("state", line.state());
    write_scheduled(writer, *line.scheduled);
    writer.end_object();
    return row;
  }
  const auto policy = accounts.policy(package);
  if (!policy) return fail(policy.error());
  const auto term = accounts.policy(package, line.invoice->reckoned_from);
  if (!term) return fail(term.error());
  write_invoice(writer, *line.invoice, *term, accounts.moment().at);
  const auto days = payments::days_of(accounts.book(), line.period(), *policy, accounts.moment());
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

}  // namespace

core::Result<http::Response> list_payments(const Context& context) {
  const auto listing = read_listing(context, {"provider", "period", "state"});
  if (!listing) return fail(listing.error());
  const auto filter = read_filter(listing->query);
  if (!filter) return fail(filter.error());
  const auto behind = read_behind(*listing);
  if (!behind) return fail(behind.error());
  Accounts accounts(context.app.book(), listing->moment);
  Rows list{.name = "payments",
            .rows = {},
            .next = {},
            .members = times_of(listing->moment),
            .freshness = listing->moment.freshness};
  std::string last;
  const auto take = [&](const Line& line) -> core::Result<bool> {
    const auto position = position_of(line);
    if ((*behind && position <= **behind) || (filter->period && *filter->period != line.period()) ||
        (filter->state && *filter->state != line.state())) {
      return true;
    }
    const auto package = accounts.package(line.package());
    if (!package) return fail(package.error());
    if (*package == nullptr || (filter->provider && *filter->provider != (*package)->provider)) return true;
    if (list.rows.size() == listing->limit) {
      list.next = next_of(*listing, last);
      return false;
    }
    auto row = row_of(accounts, **package, line);
    if (!row) return fail(std::move(row.error()));
    list.rows.push_back(std::move(*row));
    last = position.text();
    return true;
  };
  auto visited = filter->provider ? for_each_line_of(accounts, std::string(*filter->provider), take)
                                  : for_each_line(accounts, behind->value_or(Position()), take);
  if (!visited) return fail(std::move(visited.error()));
  return respond_with_rows(context, list);
}

}  // namespace careledger::api::routes
