#include "api/routes/visits.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/joining_json.hpp"
#include "api/routes/money_json.hpp"
#include "api/routes/page.hpp"
#include "projections/allocations/package.hpp"

#include <map>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
using core::json::Writer;
using projections::allocations::Package;
using projections::payments::Visit;

/// Which visits are meant: by when they were to begin.
struct Wanted {
  std::optional<std::string_view> provider, package;
  Span planned;

  [[nodiscard]] bool admits(const Visit& visit) const {
    return (!package || *package == visit.package) && planned.has(visit.planned_start);
  }
};

core::Result<Wanted> read_wanted(const http::Query& query) {
  const auto planned = read_span(query);
  if (!planned) return fail(planned.error());
  return Wanted{.provider = query.get("provider"), .package = query.get("package"), .planned = *planned};
}

struct Counts {
  std::int64_t planned = 0;
  std::int64_t missed = 0;
  std::int64_t late = 0;
  std::int64_t cut_short = 0;

  void add(const Visit& visit) {
    ++planned;
    missed += visit.missed() ? 1 : 0;
    late += visit.late() ? 1 : 0;
    cut_short += visit.cut_short() ? 1 : 0;
  }
};

std::string row_of(const Visit& visit, const Package* package) {
  std::string row;
  Writer writer(row);
  writer.begin_object().member("package", visit.package);
  write_text(writer, "service", package != nullptr ? package->service : "");
  write_text(writer, "provider", package != nullptr ? package->provider : "");
  write_visit(writer, visit);
  writer.end_object();
  return row;
}

}  // namespace

core::Result<http::Response> report_visits(const Context& context) {
  const auto query = http::Query::parse(context.request.query,
                                        {"at", "known_at", "limit", "next", "provider", "package", "from", "to"});
  if (!query) return fail(query.error());
  const auto asked = read_moment(context, *query);
  if (!asked) return fail(asked.error());
  const auto wanted = read_wanted(*query);
  if (!wanted) return fail(wanted.error());
  const auto limit = query->get("limit") ? read_limit(*query->get("limit")) : default_limit;
  if (!limit) return fail(limit.error());
  const projections::Moment moment{.at = asked->at, .known_at = asked->known_at};
  auto& book = context.app.book();
  const auto visits = wanted->package ? projections::payments::visits_of(book, std::string(*wanted->package), moment)
                                      : projections::payments::all_visits(book, moment);
  if (!visits) return fail(visits.error());

  std::map<std::string, std::optional<Package>> packages;
  Counts counts;
  Rows list{.name = "visits", .rows = {}, .next = {}, .members = {}, .freshness = asked->freshness};
  const auto next = query->get("next");
  bool begun = !next;
  std::string last;
  for (const Visit& visit : *visits) {
    if (!wanted->admits(visit)) continue;
    auto package = packages.find(visit.package);
    if (package == packages.end()) {
      auto read = projections::allocations::package_of(book, visit.package, moment);
      if (!read) return fail(std::move(read.error()));
      package = packages.emplace(visit.package, std::move(*read)).first;
    }
    const Package* const bought = package->second ? &*package->second : nullptr;
    if (wanted->provider && (bought == nullptr || *wanted->provider != bought->provider)) continue;
    counts.add(visit);
    if (!visit.missed() && !visit.late() && !visit.cut_short()) continue;
    const std::string key = std::to_string(visit.sequence);
    if (!begun) {
      begun = key == *next;
      continue;
    }
    if (list.rows.size() < *limit) {
      list.rows.push_back(row_of(visit, bought));
      last = key;
    } else {
      list.next = last;
    }
  }
  if (!begun) return fail(Fault::bad_request, "next is not what a page of this list gave");
  list.members = times_of(*asked);
  for (const auto& [name, count] : {std::pair("planned", counts.planned), std::pair("missed", counts.missed),
                                    std::pair("late", counts.late), std::pair("short", counts.cut_short)}) {
    list.members.emplace_back(name, std::to_string(count));
  }
  return respond_with_rows(context, list);
}

}  // namespace careledger::api::routes
