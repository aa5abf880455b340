#include "api/routes/fees.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/rating_json.hpp"
#include "api/routes/words.hpp"
#include "core/json/writer.hpp"
#include "projections/fees/exposure.hpp"
#include "projections/fees/fee.hpp"

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
namespace fees = projections::fees;

/// The scheme, category and tier that a query names.
core::Result<fees::Key> read_key(const http::Query& query) {
  const auto scheme = query.get("scheme");
  const auto name = query.get("category");
  if (!scheme || !name) return fail(Fault::bad_request, "a fee is of a scheme and a category");
  if (auto good = check_words(query); !good) return fail(std::move(good.error()));
  return fees::Key{.scheme = std::string(*scheme),
                   .category = *projections::policies::category_named(*name),
                   .tier = std::string(query.get("tier").value_or(fees::standard_tier))};
}

}  // namespace

core::Result<http::Response> get_fee(const Context& context) {
  const auto query =
      http::Query::parse(context.request.query, {"at", "known_at", "scheme", "category", "tier", "service"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  const auto key = read_key(*query);
  if (!key) return fail(key.error());
  const std::optional<std::string> service(query->get("service"));
  const auto fee = fees::fee_at(context.app.book(), *key, service, moment->at, moment->known_at);
  if (!fee) return fail(fee.error());
  std::string body;
  core::json::Writer writer(body);
  writer.begin_object()
      .member("scheme", key->scheme)
      .member("category", projections::policies::text(key->category))
      .member("tier", key->tier);
  if (service) writer.member("service", *service);
  writer.member("unit", events::text(fee->unit))
      .member("hotel_pence", fee->hotel_pence)
      .member("care_pence", fee->care_pence)
      .member("standard_pence", fee->standard_pence)
      .member("adjustment_bp", fee->adjustment_bp)
      .member("fee_pence", fee->fee_pence)
      .member("rule", fee->rule);
  write_because(writer, fee->because);
  return finish(context, std::move(body), *moment);
}

core::Result<http::Response> get_exposure(const Context& context) {
  const auto query =
      http::Query::parse(context.request.query, {"at", "known_at", "band", "suspended", "category", "area"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  if (auto good = check_words(*query); !good) return fail(std::move(good.error()));
  const auto suspended = query->get("suspended");
  fees::ExposureFilter filter{.band = std::optional<std::string>(query->get("band")),
                              .suspended = {},
                              .category = std::optional<std::string>(query->get("category")),
                              .area = std::optional<std::string>(query->get("area"))};
  if (suspended) filter.suspended = *suspended == "true";
  const auto found = fees::exposure(context.app.book(), filter, {.at = moment->at, .known_at = moment->known_at});
  if (!found) return fail(found.error());
  std::string body;
  core::json::Writer writer(body);
  writer.begin_object()
      .member("packages", found->packages)
      .member("citizens", found->citizens)
      .member("weekly_pence", found->weekly_pence)
      .member("unpriced", found->unpriced);
  writer.name("services").begin_array();
  for (const auto& service : found->services) {
    writer.begin_object().member("service", service.service);
    if (!service.provider.empty()) writer.member("provider", service.provider);
    writer.member("band", service.band)
        .member("suspended", service.suspended)
        .member("packages", service.packages)
        .member("weekly_pence", service.weekly_pence)
        .member("unpriced", service.unpriced)
        .end_object();
  }
  writer.end_array();
  return finish(context, std::move(body), *moment);
}

}  // namespace careledger::api::routes
