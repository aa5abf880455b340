#include "api/routes/providers.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/joining_json.hpp"
#include "projections/joining/lot_limits.hpp"
#include "projections/joining/provider.hpp"
#include "projections/joining/registration.hpp"
#include "projections/record/indexed.hpp"

namespace careledger::api::routes {
namespace {

using core::fail;
namespace joining = projections::joining;
namespace json = core::json;

core::Result<void> write_services(json::Writer& writer, const projections::Readings& readings, const std::string& id,
                                  const projections::Moment& moment) {
  const auto services = joining::services_of(readings, id, moment.known_at);
  if (!services) return fail(services.error());
  writer.name("services").begin_array();
  for (const auto& service : *services) {
    const auto registration = joining::registration_of(readings, service, moment.known_at);
    if (!registration) return fail(registration.error());
    const auto membership = joining::membership(readings, service, moment);
    if (!membership) return fail(membership.error());
    writer.begin_object()
        .member("service", service)
        .member("name", (*registration)->name)
        .member("category", (*registration)->category);
    write_text(writer, "area", (*registration)->area);
    writer.member("closed", membership->closed.has_value()).name("schemes").begin_array();
    for (const auto& enrolment : membership->enrolments) writer.string(enrolment.scheme);
    writer.end_array().end_object();
  }
  writer.end_array();
  return {};
}

core::Result<void> write_lots(json::Writer& writer, projections::Readings& readings, const std::string& id,
                              const projections::Moment& moment) {
  const auto lots = joining::lots_of_provider(readings, id, moment);
  if (!lots) return fail(lots.error());
  const auto policies = readings.policies(moment.known_at);
  if (!policies) return fail(policies.error());
  writer.name("lots").begin_array();
  for (const auto& lot : *lots) {
    const auto* const limits = joining::lots_of((*policies)->in_force, lot.scheme, moment.at);
    if (limits == nullptr) continue;  // its scheme, as it reads by now, shares nothing out
    const auto size = joining::size_of(readings, id, *limits, {.at = lot.since, .known_at = moment.known_at});
    if (!size) return fail(size.error());
    writer.begin_object().member("scheme", lot.scheme).member("area", lot.area);
    write_lot(writer, lot, *size);
    writer.end_object();
  }
  writer.end_array();
  return {};
}

}  // namespace

core::Result<http::Response> get_provider(const Context& context) {
  const auto query = http::Query::parse(context.request.query, {"at", "known_at"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  auto& book = context.app.book();
  const std::string& id = context.captured[0];
  const auto named = projections::record::is_named(book.view(), "provider:" + id, moment->known_at);
  if (!named) return fail(named.error());
  if (!*named) return fail(core::Fault::not_found, "no event known then names the provider " + id);
  const auto provider = joining::provider_at(book, id, moment->question());
  if (!provider) return fail(provider.error());

  std::string body;
  json::Writer writer(body);
  writer.begin_object().member("provider", id);
  write_text(writer, "name", provider->name);
  write_text(writer, "company_number", provider->company_number);
  write_text(writer, "cqc_provider", provider->cqc_provider);
  write_number(writer, "weekly_hours", provider->weekly_hours);
  writer.name("because").begin_array();
  for (const auto sequence : provider->because) writer.string(std::to_string(sequence));
  writer.end_array();
  if (auto written = write_services(writer, book, id, moment->question()); !written)
    return fail(std::move(written.error()));
  if (auto written = write_lots(writer, book, id, moment->question()); !written)
    return fail(std::move(written.error()));
  return finish(context, std::move(body), *moment);
}

}  // namespace careledger::api::routes
