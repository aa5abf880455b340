#include "api/routes/events.hpp"

#include "api/http/accept.hpp"
#include "api/routes/moment.hpp"
#include "api/routes/page.hpp"
#include "api/routes/selected.hpp"
#include "core/crypto/encoding.hpp"
#include "core/json/canonical.hpp"
#include "core/json/writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
using core::event::Sequence;
namespace json = core::json;

constexpr std::size_t most_read_for_a_page = 20'000;  // events looked at where `from` and `to` leave most of them out

/// All that a list asks for; a page's `next` carries it on, with the head that the first page saw.
struct Wanted : Selected {
  std::size_t limit = default_limit;
  Sequence head = 0;
};

std::string token_of(const Wanted& wanted) {
  std::string text;
  json::Writer writer(text);
  writer.begin_object().sequence("after", wanted.selection.after).sequence("head", wanted.head);
  if (wanted.span.from) writer.member("from", core::time::format(*wanted.span.from));
  if (wanted.span.to) writer.member("to", core::time::format(*wanted.span.to));
  writer.name("tags").begin_array();
  for (const auto& tag : wanted.selection.tags) writer.string(tag);
  writer.end_array().name("types").begin_array();
  for (const auto& type : wanted.selection.types) writer.string(type);
  writer.end_array().end_object();
  return core::crypto::base64url(text);
}

core::Result<void> take_token(std::string_view token, Sequence head, Wanted& wanted) {
  const auto bad = [] { return fail(Fault::bad_request, "next is not what a page of this list gave"); };
  const auto text = core::crypto::from_base64url(token);
  json::Parser parser;
  const auto value = text ? parser.parse(*text) : fail(text.error());
  if (!value || !value->is_object()) return bad();
  for (const auto [name, member] : value->members()) {
    if (name == "tags" || name == "types") {
      if (!member.is_array()) return bad();
      auto& into = name == "tags" ? wanted.selection.tags : wanted.selection.types;
      for (const auto element : member.elements()) {
        if (!element.is_string()) return bad();
        into.emplace_back(element.string());
      }
      continue;
    }
    if (!member.is_string()) return bad();
    const auto number = read_number(name, member.string());
    const auto instant = core::time::parse_instant(member.string());
    if (name == "after" && number) {
      wanted.selection.after = *number;
    } else if (name == "head" && number && *number <= head) {
      wanted.head = *number;
    } else if (name == "from" && instant) {
      wanted.span.from = *instant;
    } else if (name == "to" && instant) {
      wanted.span.to = *instant;
    } else {
      return bad();
    }
  }
  return {};
}

core::Result<Wanted> read_wanted(const Context& context, const http::Query& query) {
  Wanted wanted;
  wanted.head = context.app.ledger().size();
  if (const auto limit = query.get("limit")) {
    auto number = read_limit(*limit);
    if (!number) return fail(std::move(number.error()));
    wanted.limit = *number;
  }
  if (const auto next = query.get("next")) {
    for (const auto* const name : {"tag", "type", "after", "from", "to", "known_at"}) {
      if (query.get(name)) return fail(Fault::bad_request, "next pins the filters: give it alone, or with limit");
    }
    if (auto taken = take_token(*next, wanted.head, wanted); !taken) return fail(std::move(taken.error()));
    return wanted;
  }
  auto selected = read_selected(context, query);
  if (!selected) return fail(std::move(selected.error()));
  static_cast<Selected&>(wanted) = std::move(*selected);
  const auto known = read_moment(context, query);
  if (!known) return fail(known.error());
  wanted.head = known->known_at;
  return wanted;
}

/// Reads one page into `rows` and moves `wanted` behind it; whether more may follow.
core::Result<bool> read_page(const Context& context, Wanted& wanted, std::vector<std::string>& rows) {
  auto sight = context.sight();
  for (std::size_t looked_at = 0; rows.size() < wanted.limit && looked_at < most_read_for_a_page;) {
    const auto most = std::min(wanted.limit - rows.size(), most_read_for_a_page - looked_at);
    looked_at += most;
    auto more = look_at(context.app, sight, wanted, wanted.head, most, [&rows](Sequence, std::string leaf, bool seen) {
      if (seen) rows.push_back(std::move(leaf));
      return true;
    });
    if (!more || !*more) return more;
  }
  return true;
}

core::Result<http::Response> by_identity(const Context& context, std::string_view source, std::string_view id) {
  const auto sequences = context.app.ledger().find(source, id);
  if (!sequences) return fail(sequences.error());
  std::vector<std::string> rows;
  auto sight = context.sight();
  for (const Sequence sequence : *sequences) {
    auto leaf = context.app.ledger().leaf(sequence);
    const auto seen = leaf ? sight.sees(*leaf) : fail(leaf.error());
    if (!seen) return fail(seen.error());
    if (*seen) rows.push_back(std::move(*leaf));
  }
  return respond_with_rows(context,
                           {.name = "events", .rows = std::move(rows), .next = {}, .columns = event_columns()});
}

}  // namespace

std::span<const std::string> event_columns() {
  static const std::array<std::string, 16> columns{"sequence",   "recordedtime",  "time",        "type",
                                                   "subject",    "source",        "id",          "authid",
                                                   "data",       "correlationid", "causationid", "datacontenttype",
                                                   "dataschema", "specversion",   "salt",        "traceparent"};
  return columns;
}

core::Result<http::Response> list_events(const Context& context) {
  const auto query = http::Query::parse(
      context.request.query, {"after", "from", "to", "known_at", "limit", "next", "source", "id"}, {"tag", "type"});
  if (!query) return fail(query.error());
  const auto source = query->get("source");
  const auto id = query->get("id");
  if (source.has_value() != id.has_value()) return fail(Fault::bad_request, "source and id go together");
  if (source) {
    for (const auto* const name : {"tag", "type", "after", "from", "to", "known_at", "limit", "next"}) {
      if (query->get(name))
        return fail(Fault::bad_request,
                    "source and id name one event: " + std::string(name) + " does not go with them");
    }
    return by_identity(context, *source, *id);
  }

  auto wanted = read_wanted(context, *query);
  if (!wanted) return fail(std::move(wanted.error()));
  Rows page{.name = "events", .rows = {}, .next = {}, .columns = event_columns()};
  const auto more = read_page(context, *wanted, page.rows);
  if (!more) return fail(more.error());
  if (*more && wanted->selection.after < wanted->head) page.next = token_of(*wanted);
  return respond_with_rows(context, page);
}

core::Result<http::Response> get_event(const Context& context) {
  const auto query = http::Query::parse(context.request.query, {});
  if (!query) return fail(query.error());
  const auto sequence = read_number("a sequence", context.captured[0]);
  if (!sequence) return fail(Fault::not_found, "there is no event " + context.captured[0]);
  auto leaf = context.app.ledger().leaf(*sequence);
  const auto seen = leaf ? context.sight().sees(*leaf) : fail(leaf.error());
  if (!seen) return fail(seen.error());
  if (!*seen) return fail(Fault::not_found, "there is no event " + context.captured[0]);
  // The same bytes: the structured mode of CloudEvents is JSON.
  constexpr std::array<std::string_view, 2> forms{"application/cloudevents+json", "application/json"};
  const auto form = http::preferred(context.request.accept, forms);
  if (!form)
    return fail(Fault::not_acceptable, "an event is given as application/cloudevents+json or application/json");
  http::Response response{.status = 200, .content_type = forms[*form], .body = std::move(*leaf), .headers = {}};
  const auto tag = http::entity_tag(response.body);
  http::make_conditional(response, context.request, tag, http::Freshness::changing);
  return response;
}

}  // namespace careledger::api::routes
