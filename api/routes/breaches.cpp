#include "api/routes/breaches.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/listing.hpp"
#include "projections/breaches/breaches.hpp"

#include <algorithm>

namespace careledger::api::routes {
namespace {

using core::fail;
namespace json = core::json;
namespace breaches = projections::breaches;

/// The members of a breach, into an open object.
void write_breach(json::Writer& out, const breaches::Breach& breach) {
  out.member("breach", breach.id).member("derived", breach.derived).name("rule");
  breach.rule.empty() ? out.null() : out.string(breach.rule);
  if (!breach.service.empty()) out.member("service", breach.service);
  if (!breach.provider.empty()) out.member("provider", breach.provider);
  out.member("kind", breach.kind).member("since", core::time::format(breach.since));
  write_because(out, breach.because);
}

}  // namespace

core::Result<http::Response> list_breaches(const Context& context) {
  const auto listing = read_listing(context, {"service", "provider", "area"});
  if (!listing) return fail(listing.error());
  const auto& query = listing->query;
  const projections::Whose whose{
      .service = query.get("service"), .provider = query.get("provider"), .area = query.get("area")};
  const auto found = breaches::of_market(context.app.book(), whose, listing->moment.at, listing->moment.known_at);
  if (!found) return fail(found.error());
  std::vector<std::string> rows;
  for (const auto& breach : *found) {
    std::string row;
    json::Writer out(row);
    out.begin_object();
    write_breach(out, breach);
    out.end_object();
    rows.push_back(std::move(row));
  }
  return respond_with_page(context, *listing, "breaches", std::move(rows));
}

core::Result<http::Response> get_breach(const Context& context) {
  const auto query = http::Query::parse(context.request.query, {"at", "known_at"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  const auto found = breaches::investigation(context.app.book(), context.captured[0], moment->at, moment->known_at);
  if (!found) return fail(found.error());
  std::string body;
  json::Writer out(body);
  out.begin_object();
  write_breach(out, found->breach);
  out.name("evidence").begin_array();
  for (const auto sequence : found->evidence) out.string(std::to_string(sequence));
  out.end_array().name("decisions").begin_array();
  for (const auto& decision : found->decisions) {
    out.begin_object().member("decided", core::time::format(decision.time)).member("upheld", decision.upheld);
    if (!decision.remedy.empty()) out.member("remedy", decision.remedy);
    write_because(out, decision.because);
    out.end_object();
  }
  out.end_array().name("upheld");
  found->decisions.empty() ? out.null() : out.boolean(found->decisions.back().upheld);
  return finish(context, std::move(body), *moment);
}

}  // namespace careledger::api::routes
