#include "api/routes/reports.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/listing.hpp"
#include "projections/allocations/requirement.hpp"
#include "projections/policies/category.hpp"
#include "projections/reports/market.hpp"

#include <algorithm>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
using core::json::Writer;
using projections::reports::Figure;
namespace reports = projections::reports;

constexpr int months_by_default = 12;
constexpr std::size_t most_because = 100;  // events that a figure names itself; of more it tells the number

struct AskedReport {
  Listing listing;
  reports::Question question;
};

/// Up to `to`, or `at` where that comes first: what had not happened by `at` is in no answer about it.
core::Result<reports::Period> read_period(const Listing& listing) {
  const auto span = read_span(listing.query);
  if (!span) return fail(span.error());
  const core::time::Instant after_at{listing.moment.at.micros + 1};
  const auto to = span->to.value_or(after_at);
  const auto from = span->from.value_or(core::time::add_london_months(to, -months_by_default));
  if (to <= from) return fail(Fault::bad_request, "from lies before to");
  if (listing.moment.at < from) return fail(Fault::bad_request, "the period begins after at");
  return reports::Period{.from = from, .to = std::min(to, after_at)};
}

core::Result<AskedReport> read_asked_report(const Context& context) {
  auto listing = read_listing(context, {"from", "to", "area"}, {"category"});
  if (!listing) return fail(std::move(listing.error()));
  const auto period = read_period(*listing);
  if (!period) return fail(period.error());
  auto categories = listing->query.all("category");
  auto sealed = projections::allocations::sealed_requirements(context.app.book().view(), context.app.now());
  if (!sealed) return fail(std::move(sealed.error()));
  const auto area = listing->query.get("area");
  reports::Question question{.selection = {.categories = std::move(categories),
                                           .area = area ? std::optional<std::string>(*area) : std::nullopt},
                             .period = *period,
                             .known_at = listing->moment.known_at,
                             .sealed = std::move(*sealed)};
  return AskedReport{.listing = std::move(*listing), .question = std::move(question)};
}

void write_clause(Writer& out, const reports::Clause& clause) {
  out.name("source").begin_object().member("document", clause.document).member("section", clause.section).end_object();
}

std::string row_of(const Figure& figure, const Listing& listing) {
  const auto& definition = *figure.definition;
  std::vector<core::event::Sequence> because;
  for (const auto& each : figure.counted) because.insert(because.end(), each.because.begin(), each.because.end());
  std::sort(because.begin(), because.end());
  because.erase(std::unique(because.begin(), because.end()), because.end());
  std::string row;
  Writer writer(row);
  writer.begin_object()
      .member("measure", definition.id)
      .member("indicator", definition.indicator)
      .member("unit", reports::text(definition.unit))
      .member("value", figure.value())
      .member("numerator", figure.numerator)
      .member("denominator", figure.denominator)
      .member("definition", definition.definition);
  if (!definition.assumed.empty()) writer.member("assumed", definition.assumed);
  write_clause(writer, reports::measured_in);
  writer.member("counted", static_cast<std::int64_t>(figure.counted.size()))
      .member("events", static_cast<std::int64_t>(because.size()));
  if (because.size() <= most_because) write_because(writer, because);
  // Without the two times, which the tag of the answer leaves out.
  writer.member("behind", "/v1/reports/market/" + std::string(definition.id) + "?" + listing.pinned);
  writer.end_object();
  return row;
}

std::string row_of(const reports::Unmeasured& unmeasured) {
  std::string row;
  Writer writer(row);
  writer.begin_object()
      .member("measure", unmeasured.id)
      .member("indicator", unmeasured.indicator)
      .name("value")
      .null()
      .member("not_measured", unmeasured.why);
  write_clause(writer, reports::told_beside);
  writer.end_object();
  return row;
}

std::string row_of(const reports::Counted& counted) {
  std::string row;
  Writer writer(row);
  writer.begin_object()
      .member(counted.kind, counted.id)
      .member("as", counted.as)
      .member("numerator", counted.numerator)
      .member("denominator", counted.denominator);
  write_because(writer, counted.because);
  writer.end_object();
  return row;
}

/// The period as it was taken.
std::vector<std::pair<std::string, std::string>> period_of(const reports::Period& period) {
  return {{"from", json_string(core::time::format(period.from))}, {"to", json_string(core::time::format(period.to))}};
}

}  // namespace

core::Result<http::Response> report_market(const Context& context) {
  const auto asked = read_asked_report(context);
  if (!asked) return fail(asked.error());
  const auto figures = reports::market_report(context.app.book(), asked->question);
  if (!figures) return fail(figures.error());
  std::vector<std::string> rows;
  for (const auto& figure : *figures) rows.push_back(row_of(figure, asked->listing));
  for (const auto& each : reports::unmeasured()) rows.push_back(row_of(each));
  return respond_with_page(context, asked->listing, "measures", std::move(rows), period_of(asked->question.period));
}

core::Result<http::Response> report_measure(const Context& context) {
  const auto* const definition = reports::definition_of(context.captured[0]);
  if (definition == nullptr) return fail(Fault::not_found, "there is no measure " + context.captured[0]);
  const auto asked = read_asked_report(context);
  if (!asked) return fail(asked.error());
  const auto figures = reports::market_report(context.app.book(), asked->question);
  if (!figures) return fail(figures.error());
  const auto figure = std::find_if(figures->begin(), figures->end(),
                                   [definition](const Figure& each) { return each.definition == definition; });
  std::vector<std::string> rows;
  for (const auto& each : figure->counted) rows.push_back(row_of(each));
  auto members = period_of(asked->question.period);
  members.insert(members.begin(), {"measure", json_string(definition->id)});
  return respond_with_page(context, asked->listing, "counted", std::move(rows), std::move(members));
}

}  // namespace careledger::api::routes
