#include "api/routes/audit.hpp"

#include "api/routes/answer.hpp"
#include "projections/fees/controls.hpp"
#include "projections/payments/call_monitoring.hpp"

#include <algorithm>

namespace careledger::api::routes {
namespace {

using core::fail;
namespace fees = projections::fees;
namespace json = core::json;

void begin_control(json::Writer& out, std::string_view control, std::string_view rule) {
  out.begin_object().member("control", control).member("rule", rule).name("findings").begin_array();
}

void end_control(json::Writer& out) {
  out.end_array().end_object();
}

void write_priced(json::Writer& out, std::string_view name, const fees::Key& key, core::money::Pence hotel_pence) {
  out.name(name)
      .begin_object()
      .member("category", projections::policies::text(key.category))
      .member("tier", key.tier)
      .member("hotel_pence", hotel_pence)
      .end_object();
}

void write_adjustment(json::Writer& out, std::string_view name, const fees::Adjustment& adjustment) {
  out.name(name).begin_object().member("adjustment_bp", adjustment.basis_points).member("rule", adjustment.rule);
  write_because(out, adjustment.because);
  out.end_object();
}

// FE-1
core::Result<void> write_hotel_costs(json::Writer& out, projections::Readings& readings, const Moment& moment) {
  const auto schedules = fees::read_schedules(readings, moment.known_at);
  if (!schedules) return fail(schedules.error());
  const auto policies = readings.policies(moment.known_at);
  if (!policies) return fail(policies.error());
  begin_control(out, "hotel_cost", "FE-1");
  for (const auto& found : fees::hotel_differences(*schedules, (*policies)->in_force, moment.at)) {
    out.begin_object().member("scheme", found.first.scheme);
    write_priced(out, "first", found.first, found.first_pence);
    write_priced(out, "second", found.second, found.second_pence);
    write_because(out, found.because);
    out.end_object();
  }
  end_control(out);
  return {};
}

// FE-2, FE-3
core::Result<void> write_drifts(json::Writer& out, projections::Readings& readings, const Moment& moment) {
  const auto drifts = fees::adjustment_drifts(readings, moment.question());
  if (!drifts) return fail(drifts.error());
  begin_control(out, "fee_adjustment", "FE-2");
  for (const auto& drift : *drifts) {
    out.begin_object().member("package", drift.package);
    write_adjustment(out, "awarded", drift.awarded);
    write_adjustment(out, "known", drift.known);
    auto because = drift.awarded_by;
    because.insert(because.end(), drift.awarded.because.begin(), drift.awarded.because.end());
    because.insert(because.end(), drift.known.because.begin(), drift.known.because.end());
    std::sort(because.begin(), because.end());
    because.erase(std::unique(because.begin(), because.end()), because.end());
    write_because(out, because);
    out.end_object();
  }
  end_control(out);
  return {};
}

// PA-2
core::Result<void> write_unmonitored(json::Writer& out, projections::Readings& readings, const Moment& moment) {
  const auto providers = projections::payments::unmonitored_providers(readings, moment.question());
  if (!providers) return fail(providers.error());
  begin_control(out, "call_monitoring", "PA-2");
  for (const auto& found : *providers) {
    out.begin_object().member("provider", found.provider).member("since", core::time::format(found.since));
    write_because(out, found.because);
    out.end_object();
  }
  end_control(out);
  return {};
}

}  // namespace

core::Result<http::Response> get_controls(const Context& context) {
  const auto query = http::Query::parse(context.request.query, {"at", "known_at"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  std::string body;
  json::Writer out(body);
  out.begin_object().name("controls").begin_array();
  for (const auto write : {write_hotel_costs, write_drifts, write_unmonitored}) {
    if (auto written = write(out, context.app.book(), *moment); !written) return fail(std::move(written.error()));
  }
  out.end_array();
  return finish(context, std::move(body), *moment);
}

}  // namespace careledger::api::routes
