#include "api/routes/capacity.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/joining_json.hpp"
#include "api/routes/page.hpp"
#include "projections/joining/capacity.hpp"
#include "projections/joining/lot_limits.hpp"
#include "projections/record/indexed.hpp"

#include <algorithm>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
namespace joining = projections::joining;
namespace json = core::json;
namespace policies = projections::policies;

std::string row_of(const joining::AreaCapacity& capacity) {
  policies::BySize free;
  for (std::size_t i = 0; i < policies::size_names.size(); ++i) {
    // A correction may have let in more than there are places.
    free.numbers[i] = std::max(0, capacity.area->places.numbers[i] - capacity.held.numbers[i]);
  }
  std::string row;
  json::Writer writer(row);
  writer.begin_object().member("area", capacity.area->area);
  write_text(writer, "name", capacity.area->name);
  using Named = std::pair<std::string_view, const policies::BySize&>;
  for (const auto& [name, numbers] :
       {Named("places", capacity.area->places), Named("held", capacity.held), Named("free", free)}) {
    begin_sizes(writer.name(name), numbers).end_object();
  }
  writer.name("lots").begin_array();
  for (const auto& [lot, size] : capacity.lots) {
    writer.begin_object().member("provider", lot.provider);
    write_lot(writer, lot, size);
    writer.end_object();
  }
  writer.end_array().end_object();
  return row;
}

// LO-3: the document's totals beside those that follow from its own limits.
std::string totals_of(const joining::Capacity& capacity) {
  std::string totals;
  json::Writer writer(totals);
  writer.begin_object().member("rule", "LO-3");
  for (const auto& [name, least] :
       {std::pair("stated", &capacity.stated), std::pair("by_limits", &capacity.by_limits)}) {
    begin_sizes(writer.name(name), least->by_size).member("total", least->in_all).end_object();
  }
  writer.end_object();
  return totals;
}

}  // namespace

core::Result<http::Response> list_capacity(const Context& context) {
  const auto query = http::Query::parse(context.request.query, {"at", "known_at", "scheme"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  const auto named = query->get("scheme");
  if (!named) return fail(Fault::bad_request, "scheme says whose lots are asked for");
  const std::string scheme(*named);
  auto& book = context.app.book();
  const auto known = book.policies(moment->known_at);
  if (!known) return fail(known.error());
  const auto& in_force = (*known)->in_force;
  // A policy's document is no tag of its event: a scheme may be known by its policy, or named by an event.
  bool is_known = std::any_of(in_force.begin(), in_force.end(),
                              [&scheme](const auto& each) { return each.policy->scheme == scheme; });
  if (!is_known) {
    const auto named_by_event = projections::record::is_named(book.view(), "scheme:" + scheme, moment->known_at);
    if (!named_by_event) return fail(named_by_event.error());
    is_known = *named_by_event;
  }
  if (!is_known) return fail(Fault::not_found, "no event known then names the scheme " + scheme);

  Rows list{.name = "areas", .rows = {}, .next = {}, .members = times_of(*moment), .freshness = moment->freshness};
  list.settled = {{"scheme", json_string(scheme)}, {"least_providers", "null"}};
  if (const auto* const lots = joining::lots_of(in_force, scheme, moment->at)) {
    const auto capacity = joining::capacity(book, scheme, *lots, moment->question());
    if (!capacity) return fail(capacity.error());
    for (const auto& area : capacity->areas) list.rows.push_back(row_of(area));
    list.settled.back().second = totals_of(*capacity);
  }
  return respond_with_rows(context, list);
}

}  // namespace careledger::api::routes
