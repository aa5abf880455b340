#include "api/routes/fees.hpp"

#include "api/routes/answer.hpp"
#include "core/json/writer.hpp"
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
  const auto category = projections::policies::category_named(*name);
  if (!category) return fail(Fault::bad_request, "'" + std::string(*name) + "' is no category");
  return fees::Key{.scheme = std::string(*scheme),
                   .category = *category,
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
      .member("rule", fee->rule)
      .name("because")
      .begin_array();
  for (const auto sequence : fee->because) writer.string(std::to_string(sequence));
  writer.end_array();
  return finish(context, std::move(body), *moment);
}

}  // namespace careledger::api::routes
