#include "api/routes/visits.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/joining_json.hpp"
#include "api/routes/listing.hpp"
#include "api/routes/money_json.hpp"
#include "projections/allocations/packages.hpp"

#include <iterator>
#include <map>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::json::Writer;
using projections::allocations::Package;
using projections::payments::Visit;

using Position = std::pair<core::time::Instant, core::event::Sequence>;

/// Which visits are meant: by when they were to begin.
struct Wanted {
  std::optional<std::string_view> provider, package;
  Span planned;
};

core::Result<Wanted> read_wanted(const http::Query& query) {
  const auto planned = read_span(query);
  if (!planned) return fail(planned.error());
  return Wanted{.provider = query.get("provider"), .package = query.get("package"), .planned = *planned};
}

/// The first visits behind a place, so many at most and one more.
class Page {
 public:
  Page(std::optional<Position> behind, std::size_t limit) : behind_(behind), limit_(limit) {}

  void offer(Visit visit) {
    const auto place = visit.place();
    if (behind_ && place <= *behind_) return;
    if (visits_.size() > limit_ && std::prev(visits_.end())->first < place) return;
    visits_.emplace(place, std::move(visit));
    if (visits_.size() > limit_ + 1) visits_.erase(std::prev(visits_.end()));
  }
  [[nodiscard]] const std::map<Position, Visit>& visits() const { return visits_; }

 private:
  std::optional<Position> behind_;
  std::size_t limit_;
  std::map<Position, Visit> visits_;
};

/// Nothing at the beginning.
core::Result<std::optional<Position>> read_behind(const Listing& listing, projections::Book& book,
                                                  const projections::Moment& moment) {
  if (listing.behind.empty()) return std::nullopt;
  const auto sequence = count_behind(listing);
  const auto visit = sequence ? projections::payments::visit_at(book, *sequence, moment) : fail(sequence.error());
  if (!visit || !*visit) return no_such_place();
  return (*visit)->place();
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

/// Those of the package or the provider that is wanted, or all.
core::Result<void> read_visits(projections::Book& book, const Wanted& wanted, const projections::Moment& moment,
                               const projections::payments::TakeVisit& take) {
  if (!wanted.package && !wanted.provider) return projections::payments::for_each_visit(book, moment, take);
  std::vector<std::string> packages;
  if (wanted.package) {
    const auto package = projections::allocations::package_of(book, std::string(*wanted.package), moment);
    if (!package) return fail(package.error());
    const bool of_provider = *package && wanted.provider == (*package)->provider;
    if (!wanted.provider || of_provider) packages.emplace_back(*wanted.package);
  } else {
    // Also of a package that was bought only later: the rows name its provider all the same.
    const auto bought = projections::allocations::packages_of_provider(
        book, std::string(*wanted.provider), {.at = core::time::latest, .known_at = moment.known_at});
    if (!bought) return fail(bought.error());
    for (const auto& package : *bought) packages.push_back(package.package);
  }
  for (const auto& package : packages) {
    auto visits = projections::payments::visits_of(book, package, moment);
    if (!visits) return fail(std::move(visits.error()));
    for (auto& visit : *visits) take(std::move(visit));
  }
  return {};
}

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
  const auto listing = read_listing(context, {"provider", "package", "from", "to"});
  if (!listing) return fail(listing.error());
  const auto wanted = read_wanted(listing->query);
  if (!wanted) return fail(wanted.error());
  const projections::Moment moment{.at = listing->moment.at, .known_at = listing->moment.known_at};
  auto& book = context.app.book();
  const auto behind = read_behind(*listing, book, moment);
  if (!behind) return fail(behind.error());
  Counts counts;
  Page page(*behind, listing->limit);
  auto read = read_visits(book, *wanted, moment, [&](Visit visit) {
    if (!wanted->planned.has(visit.planned_start)) return;
    counts.add(visit);
    if (visit.missed() || visit.late() || visit.cut_short()) page.offer(std::move(visit));
  });
  if (!read) return fail(std::move(read.error()));

  Rows list{.name = "visits",
            .rows = {},
            .next = {},
            .members = times_of(listing->moment),
            .freshness = listing->moment.freshness};
  std::string last;
  for (const auto& [unused, visit] : page.visits()) {
    if (list.rows.size() == listing->limit) {
      list.next = next_of(*listing, last);
      break;
    }
    const auto package = projections::allocations::package_of(book, visit.package, moment);
    if (!package) return fail(package.error());
    list.rows.push_back(row_of(visit, *package ? &**package : nullptr));
    last = std::to_string(visit.sequence);
  }
  for (const auto& [name, count] : {std::pair("planned", counts.planned), std::pair("missed", counts.missed),
                                    std::pair("late", counts.late), std::pair("short", counts.cut_short)}) {
    list.members.emplace_back(name, std::to_string(count));
  }
  return respond_with_rows(context, list);
}

}  // namespace careledger::api::routes
