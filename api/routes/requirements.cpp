#include "api/routes/requirements.hpp"

#include "api/routes/allocation_json.hpp"
#include "api/routes/answer.hpp"
#include "api/routes/listing.hpp"
#include "core/time/calendar.hpp"
#include "projections/allocations/invitations.hpp"

#include <algorithm>
#include <map>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
using core::json::Writer;
using projections::allocations::Offer;
using projections::allocations::Requirement;

struct AskedRequirement {
  Moment moment;
  Requirement requirement;
};

core::Result<AskedRequirement> read_asked_requirement(const Context& context) {
  const auto query = http::Query::parse(context.request.query, {"at", "known_at"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  auto requirement =
      projections::allocations::requirement_of(context.app.book().view(), context.captured[0], moment->question());
  if (!requirement) return fail(std::move(requirement.error()));
  if (!*requirement) return fail(Fault::not_found, "no event known then publishes " + context.captured[0]);
  return AskedRequirement{*moment, std::move(**requirement)};
}

/// Whole days from its publication until then, or until it was awarded or cancelled; none where corrections put that
/// before it.
std::int64_t days_waiting(const Requirement& requirement, core::time::Instant at) {
  auto until = at;
  if (requirement.cancelled) until = std::min(until, requirement.cancelled->since);
  if (requirement.award) until = std::min(until, requirement.award->made);
  return std::max<std::int64_t>(
      0, core::time::london_day(until).days - core::time::london_day(requirement.published).days);
}

core::Result<std::string> row_of(const Context& context, const Requirement& requirement, const Moment& moment) {
  const auto asked = projections::allocations::invitations(context.app.book(), requirement, moment.question());
  if (!asked) return fail(asked.error());
  std::map<std::string, std::int64_t> declined;
  for (const auto& decline : requirement.declines) ++declined[decline.reason];
  std::string row;
  Writer writer(row);
  writer.begin_object();
  write_requirement(writer, requirement, moment.at, !context.principal.is_provider());
  writer.member("days_waiting", days_waiting(requirement, moment.at))
      .member("invited", static_cast<std::int64_t>(asked->invited.size()))
      .name("declined")
      .begin_object();
  for (const auto& [reason, count] : declined) writer.member(reason, count);
  writer.end_object().end_object();
  return row;
}

void write_offer(Writer& out, const Offer& offer) {
  out.begin_object()
      .member("offer", offer.offer)
      .member("service", offer.service)
      .member("can_meet", offer.can_meet)
      .name("price_pence");
  offer.price_pence ? out.integer(*offer.price_pence) : out.null();
  out.member("received", core::time::format(offer.received))
      .member("late", offer.late)
      .member("withdrawn", !offer.withdrawn_by.empty())
      .member("replaced", !offer.replaced_by.empty())
      .name("because")
      .begin_array();
  for (const auto sequence : offer.because) out.string(std::to_string(sequence));
  out.end_array().end_object();
}

}  // namespace

core::Result<http::Response> list_requirements(const Context& context) {
  const auto listing = read_listing(context, {"status", "area"});
  if (!listing) return fail(listing.error());
  const auto status = listing->query.get("status");
  const auto area = listing->query.get("area");
  if (auto good = listing->query.must_be_among("status", statuses); !good) return fail(std::move(good.error()));
  const auto& moment = listing->moment;
  const auto ids = projections::allocations::requirement_ids(context.app.book().view(), moment.known_at);
  if (!ids) return fail(ids.error());
  const auto behind = count_behind(*listing);
  if (!behind) return fail(behind.error());
  std::vector<std::string> rows;
  for (const auto& id : *ids) {
    const auto found = projections::allocations::requirement_of(context.app.book().view(), id, moment.question());
    if (!found) return fail(found.error());
    if (!*found || moment.at < (*found)->published) continue;
    const auto& areas = (*found)->areas;
    if (status && *status != status_of(**found, moment.at)) continue;
    if (area && std::find(areas.begin(), areas.end(), *area) == areas.end()) continue;
    // Only what the page shows is spelled out.
    const bool shown = rows.size() >= *behind && rows.size() < *behind + listing->limit;
    auto row = shown ? row_of(context, **found, moment) : core::Result<std::string>();
    if (!row) return fail(std::move(row.error()));
    rows.push_back(std::move(*row));
    // One more row says that there is a next page.
    if (rows.size() > *behind + listing->limit) break;
  }
  return respond_with_page(context, *listing, "requirements", std::move(rows));
}

core::Result<http::Response> get_requirement(const Context& context) {
  const auto asked = read_asked_requirement(context);
  if (!asked) return fail(asked.error());
  const auto& requirement = asked->requirement;
  std::string body;
  Writer writer(body);
  writer.begin_object();
  write_requirement(writer, requirement, asked->moment.at, !context.principal.is_provider());
  writer.name("declined").begin_array();
  for (const auto& decline : requirement.declines) {
    writer.begin_object().member("service", decline.service).member("reason", decline.reason).end_object();
  }
  writer.end_array().name("offers").begin_array();
  auto sight = context.sight();
  for (const auto& offer : requirement.offers) {
    const auto seen = sight.sees_event(offer.sequence);
    if (!seen) return fail(seen.error());
    if (*seen) write_offer(writer, offer);
  }
  writer.end_array();
  return finish(context, std::move(body), asked->moment);
}

core::Result<http::Response> get_invitations(const Context& context) {
  const auto asked = read_asked_requirement(context);
  if (!asked) return fail(asked.error());
  const auto put_to =
      projections::allocations::invitations(context.app.book(), asked->requirement, asked->moment.question());
  if (!put_to) return fail(put_to.error());
  std::string body;
  Writer writer(body);
  writer.begin_object().member("requirement", asked->requirement.requirement).name("invited").begin_array();
  for (const auto& service : put_to->invited) writer.string(service);
  writer.end_array().name("not_invited").begin_array();
  for (const auto& [service, bar] : put_to->not_invited) {
    writer.begin_object().member("service", service).member("rule", bar.rule).member("detail", bar.detail);
    writer.name("because").begin_array();
    for (const auto sequence : bar.because) writer.string(std::to_string(sequence));
    writer.end_array().end_object();
  }
  writer.end_array();
  return finish(context, std::move(body), asked->moment);
}

}  // namespace careledger::api::routes
