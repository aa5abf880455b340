#include "api/routes/records.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/events.hpp"
#include "api/routes/page.hpp"
#include "core/crypto/encoding.hpp"
#include "core/json/writer.hpp"
#include "events/vocabulary.hpp"
#include "projections/joining/provider.hpp"
#include "projections/record/indexed.hpp"
#include "projections/record/interactions.hpp"

#include <algorithm>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
using projections::record::Interaction;
using projections::record::Part;
namespace json = core::json;

constexpr std::string_view prefix = "careledger.";

/// All that a record is asked for; a page's `next` carries it on, with both times as the first page had them.
struct Wanted {
  Moment moment;
  Part part;
  std::optional<Interaction> after;  // the last of the page before
  std::size_t limit = default_limit;
};

std::string token_of(const Wanted& wanted) {
  std::string text;
  json::Writer writer(text);
  writer.begin_object()
      .member("at", core::time::format(wanted.moment.at))
      .sequence("known_at", wanted.moment.known_at)
      .member("time", core::time::format(wanted.after->time))
      .sequence("sequence", wanted.after->sequence);
  if (wanted.part.from) writer.member("from", core::time::format(*wanted.part.from));
  if (wanted.part.to) writer.member("to", core::time::format(*wanted.part.to));
  writer.name("types").begin_array();
  for (const auto& type : wanted.part.types) writer.string(type);
  writer.end_array().end_object();
  return core::crypto::base64url(text);
}

core::Result<void> take_token(std::string_view token, core::event::Sequence head, Wanted& wanted) {
  const auto bad = [] { return fail(Fault::bad_request, "next is not what a page of this list gave"); };
  const auto text = core::crypto::from_base64url(token);
  json::Parser parser;
  const auto value = text ? parser.parse(*text) : fail(text.error());
  if (!value || !value->is_object()) return bad();
  const auto instant = [&value](std::string_view name) { return core::time::parse_instant(value->text(name)); };
  const auto at = instant("at");
  const auto time = instant("time");
  const auto known_at = read_number("known_at", value->text("known_at"));
  const auto sequence = read_number("sequence", value->text("sequence"));
  const auto types = value->find("types");
  if (!at || !time || !known_at || *known_at > head || !sequence || !types || !types->is_array()) return bad();
  wanted.moment.at = *at;
  wanted.moment.known_at = *known_at;
  wanted.after = Interaction{.time = *time, .sequence = *sequence};
  for (const auto type : types->elements()) {
    if (!type.is_string()) return bad();
    wanted.part.types.emplace(type.string());
  }
  for (const auto& [name, into] : {std::pair("from", &wanted.part.from), std::pair("to", &wanted.part.to)}) {
    if (!value->find(name)) continue;
    const auto bound = instant(name);
    if (!bound) return bad();
    *into = *bound;
  }
  return {};
}

/// A family (`quality`), or a type with or without its prefix (`inspection.published`).
core::Result<void> add_kind(const std::string& kind, Part& part) {
  const auto family = events::types_of_family(kind);
  part.types.insert(family.begin(), family.end());
  if (!family.empty()) return {};
  std::string type = kind.starts_with(prefix) ? kind : std::string(prefix) + kind;
  if (events::vocabulary().find(type) == nullptr) {
    return fail(Fault::bad_request, "kind \"" + kind + "\" is neither a family nor a type of event");
  }
  part.types.insert(std::move(type));
  return {};
}

core::Result<Wanted> read_wanted(const Context& context) {
  const auto query =
      http::Query::parse(context.request.query, {"at", "known_at", "from", "to", "limit", "next"}, {"kind"});
  if (!query) return fail(query.error());
  Wanted wanted;
  if (const auto limit = query->get("limit")) {
    const auto number = read_limit(*limit);
    if (!number) return fail(number.error());
    wanted.limit = *number;
  }
  if (const auto next = query->get("next")) {
    for (const auto* const name : {"at", "known_at", "from", "to", "kind"}) {
      if (query->get(name)) return fail(Fault::bad_request, "next pins the filters: give it alone, or with limit");
    }
    if (auto taken = take_token(*next, context.app.ledger().size(), wanted); !taken)
      return fail(std::move(taken.error()));
    return wanted;
  }
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  wanted.moment = *moment;
  for (const auto& kind : query->all("kind")) {
    if (auto added = add_kind(kind, wanted.part); !added) return fail(std::move(added.error()));
  }
  const auto span = read_span(*query);
  if (!span) return fail(span.error());
  wanted.part.from = span->from;
  wanted.part.to = span->to;
  return wanted;
}

/// The tags under which events of somebody's record lie; told as of a sequence.
using TagsOf = core::Result<std::vector<std::string>> (*)(const Context& context, core::event::Sequence known_at);

core::Result<http::Response> respond_with_record(const Context& context, const std::string& tag, TagsOf also) {
  auto wanted = read_wanted(context);
  if (!wanted) return fail(std::move(wanted.error()));
  const auto& view = context.app.book().view();
  const auto named = projections::record::is_named(view, tag, wanted->moment.known_at);
  if (!named) return fail(named.error());
  if (!*named) return fail(Fault::not_found, "no event known then names " + tag);
  std::vector<std::string> tags{tag};
  if (also != nullptr) {
    const auto more = also(context, wanted->moment.known_at);
    if (!more) return fail(more.error());
    tags.insert(tags.end(), more->begin(), more->end());
  }
  auto sight = context.sight();
  const auto found = projections::record::interactions(view, tags, wanted->part, wanted->moment.question(),
                                                       [&sight](auto sequence) { return sight.sees_event(sequence); });
  if (!found) return fail(found.error());

  auto next = found->begin();
  if (wanted->after) next = std::upper_bound(found->begin(), found->end(), *wanted->after, std::greater<>{});
  Rows page{.name = "events",
            .rows = {},
            .next = {},
            .members = times_of(wanted->moment),
            .freshness = wanted->moment.freshness,
            .columns = event_columns()};
  for (; next != found->end(); ++next) {
    auto leaf = context.app.ledger().leaf(next->sequence);
    if (!leaf) return fail(std::move(leaf.error()));
    const auto seen = sight.sees(*leaf);
    if (!seen) return fail(seen.error());
    if (!*seen) continue;
    // A further page is told of for what is seen alone.
    if (page.rows.size() == wanted->limit) {
      page.next = token_of(*wanted);
      break;
    }
    page.rows.push_back(std::move(*leaf));
    wanted->after = *next;
  }
  return respond_with_rows(context, page);
}

core::Result<std::vector<std::string>> tags_of_services(const Context& context, core::event::Sequence known_at) {
  auto services = projections::joining::services_of(context.app.book(), context.captured[0], known_at);
  if (!services) return services;
  for (auto& service : *services) service.insert(0, "service:");
  return services;
}

}  // namespace

core::Result<http::Response> list_service_record(const Context& context) {
  return respond_with_record(context, "service:" + context.captured[0], nullptr);
}

core::Result<http::Response> list_provider_record(const Context& context) {
  return respond_with_record(context, "provider:" + context.captured[0], tags_of_services);
}

core::Result<http::Response> list_citizen_record(const Context& context) {
  return respond_with_record(context, "citizen:" + context.captured[0], nullptr);
}

}  // namespace careledger::api::routes
