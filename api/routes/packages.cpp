#include "api/routes/packages.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/joining_json.hpp"
#include "api/routes/money_json.hpp"
#include "api/routes/rating_json.hpp"
#include "projections/fees/package_fee.hpp"

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
using core::json::Writer;
using projections::allocations::Package;
using projections::allocations::Variation;

void write_terms(Writer& out, const Package& package) {
  out.member("package", package.package).member("placed", package.placed);
  for (const auto& [name, value] :
       {std::pair("requirement", &package.requirement), std::pair("offer", &package.offer),
        std::pair("service", &package.service), std::pair("provider", &package.provider),
        std::pair("citizen", &package.citizen), std::pair("scheme", &package.scheme),
        std::pair("category", &package.category), std::pair("area", &package.area), std::pair("tier", &package.tier),
        std::pair("unit", &package.unit), std::pair("units_per_week", &package.units_per_week)}) {
    write_text(out, name, *value);
  }
  write_number(out, "carers", package.carers);
}

void write_life(Writer& out, const Package& package, core::time::Instant at) {
  out.member("awarded", core::time::format(package.awarded)).name("started");
  package.started ? out.string(core::time::format(*package.started)) : out.null();
  out.name("ending");
  if (const auto& ending = package.ending) {
    const bool handed_back = ending->kind == projections::allocations::Ending::Kind::handed_back;
    out.begin_object().member("kind", handed_back ? "handed_back" : "ended");
    write_text(out, "by", ending->by);
    out.member("forced", ending->forced).member("until", core::time::format(ending->until));
    write_beginning(out, ending->since, ending->because);
    out.end_object();
  } else {
    out.null();
  }
  out.member("in_force", package.in_force(at));
  write_text(out, "replaced_by", package.replaced_by);
}

void write_changes(Writer& out, const std::vector<Variation>& changes) {
  out.name("changes").begin_array();
  for (const auto& change : changes) {
    out.begin_object();
    write_text(out, "units_per_week", change.units_per_week);
    write_text(out, "tier", change.tier);
    write_number(out, "carers", change.carers);
    write_number(out, "price_pence", change.price_pence);
    out.member("reason", change.reason);
    write_beginning(out, change.since, change.because);
    out.end_object();
  }
  out.end_array();
}

}  // namespace

core::Result<http::Response> get_package(const Context& context) {
  const auto query = http::Query::parse(context.request.query, {"at", "known_at"});
  if (!query) return fail(query.error());
  const auto asked = read_moment(context, *query);
  if (!asked) return fail(asked.error());
  auto& book = context.app.book();
  const projections::Moment moment{.at = asked->at, .known_at = asked->known_at};
  const auto package = projections::allocations::package_of(book, context.captured[0], moment);
  if (!package) return fail(package.error());
  if (!*package) return fail(Fault::not_found, "no event known then makes the package " + context.captured[0]);
  const auto schedules = projections::fees::read_schedules(book, moment.known_at);
  if (!schedules) return fail(schedules.error());
  const auto fee = projections::fees::package_fee(book, *schedules, **package, moment);
  if (!fee) return fail(fee.error());
  const auto funding = projections::fees::funding_of(book, context.captured[0], moment);
  if (!funding) return fail(funding.error());
  std::string body;
  Writer writer(body);
  writer.begin_object();
  write_terms(writer, **package);
  write_life(writer, **package, moment.at);
  write_fee(writer, *fee);
  write_top_ups(writer, **package);
  write_funding(writer, *funding);
  write_changes(writer, (*package)->variations);
  write_because(writer, (*package)->because);
  return finish(context, std::move(body), *asked);
}

}  // namespace careledger::api::routes
