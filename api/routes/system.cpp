#include "api/routes/system.hpp"

#include "api/http/conditional.hpp"
#include "api/http/limits.hpp"
#include "api/http/problem.hpp"
#include "api/routes/moment.hpp"
#include "api/routes/page.hpp"
#include "core/json/writer.hpp"
#include "core/storage/open_files.hpp"
#include "events/limits.hpp"

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
namespace json = core::json;

constexpr std::string_view no_store = "Cache-Control: no-store\r\n";

http::Response text(std::string body) {
  return {.status = 200,
          .content_type = "text/plain; charset=utf-8",
          .body = std::move(body),
          .headers = std::string(no_store)};
}

core::Result<void> take_no_parameters(const Context& context) {
  if (auto query = http::Query::parse(context.request.query, {}); !query) return fail(std::move(query.error()));
  return {};
}

}  // namespace

core::Result<http::Response> get_live(const Context& context) {
  if (auto none = take_no_parameters(context); !none) return fail(std::move(none.error()));
  return text("live\n");
}

core::Result<http::Response> get_ready(const Context& context) {
  if (auto none = take_no_parameters(context); !none) return fail(std::move(none.error()));
  const auto failure = context.app.ledger().failure();
  if (failure.empty()) return text("ready\n");
  return http::problem(503, "read-only", failure);
}

core::Result<http::Response> get_metrics(const Context& context) {
  if (auto none = take_no_parameters(context); !none) return fail(std::move(none.error()));
  auto& ledger = context.app.ledger();
  return http::Response{.status = 200,
                        .content_type = "text/plain; version=0.0.4; charset=utf-8",
                        .body = context.app.metrics().text(ledger.sequencer(), ledger.size()),
                        .headers = std::string(no_store)};
}

core::Result<http::Response> get_limits(const Context& context) {
  if (auto none = take_no_parameters(context); !none) return fail(std::move(none.error()));
  http::Response response;
  json::Writer writer(response.body);
  const auto number = [&writer](std::string_view name, std::size_t value) {
    writer.member(name, static_cast<std::int64_t>(value));
  };
  writer.begin_object();
  number("event_bytes", core::event::max_leaf_bytes);
  number("events_a_request", core::event::max_events_a_request);
  number("request_bytes", http::max_body_bytes);
  number("header_bytes", http::max_header_bytes);
  number("attribute_bytes", core::event::max_attribute_bytes);
  number("nesting", json::max_depth);
  writer.member("integer", json::max_integer);
  number("condition_tags", core::event::max_condition_tags);
  number("condition_types", core::event::max_condition_types);
  number("list_default", default_limit);
  number("list", max_limit);
  number("connections", std::min(http::max_connections, core::storage::connections_of_the_server()));
  number("streams", http::max_streams);
  number("bodies_bytes", http::max_bodies_bytes);
  number("waiting_submissions", core::log::Sequencer::max_waiting);
  number("waiting_bytes", core::log::Sequencer::max_waiting_bytes);
  number("long_answers", http::max_pool_work);
  number("idle_seconds", http::idle_timeout.count());
  number("header_seconds", http::header_timeout.count());
  number("body_seconds", http::body_timeout.count());
  number("answer_seconds", http::write_timeout.count());
  writer.name("fields").begin_object();
  for (const auto& [name, value] : events::limits::all()) writer.member(name, value);
  writer.end_object().end_object();
  http::make_conditional(response, context.request, http::entity_tag(response.body), http::Freshness::changing);
  return response;
}

core::Result<http::Response> get_schema(const Context& context) {
  if (auto none = take_no_parameters(context); !none) return fail(std::move(none.error()));
  const auto* const type = context.app.ledger().vocabulary().find("careledger." + context.captured[0]);
  if (type == nullptr || std::to_string(type->version()) != context.captured[1]) {
    return fail(Fault::not_found, "there is no schema " + context.captured[0] + "/" + context.captured[1]);
  }
  http::Response response{
      .status = 200, .content_type = "application/schema+json", .body = type->schema(), .headers = {}};
  http::make_conditional(response, context.request, http::entity_tag(response.body), http::Freshness::immutable);
  return response;
}

core::Result<http::Response> get_problem(const Context& context) {
  if (auto none = take_no_parameters(context); !none) return fail(std::move(none.error()));
  const auto page = http::problem_page(context.captured[0]);
  if (page.empty()) return fail(Fault::not_found, "there is no problem named " + context.captured[0]);
  return text(context.captured[0] + "\n\n" + std::string(page) + "\n");
}

core::Result<http::Response> create_token(const Context& context) {
  if (auto none = take_no_parameters(context); !none) return fail(std::move(none.error()));
  json::Parser parser;
  const auto body = parser.parse(context.request.body);
  if (!body) return fail(body.error());
  auth::TokenRequest wanted;
  if (!body->is_object())
    return fail(Fault::bad_request, "a token is asked for by an object with role, name and import");
  for (const auto [name, value] : body->members()) {
    if (name == "role" && value.is_string()) {
      wanted.role = value.string();
    } else if (name == "name" && value.is_string()) {
      wanted.name = value.string();
    } else if (name == "provider" && value.is_string()) {
      wanted.provider = value.string();
    } else if (name == "import" && value.kind() == json::Kind::boolean) {
      wanted.may_import = value.boolean();
    } else {
      return fail(Fault::bad_request, "a token has a role, a name and a provider (texts) and import (true or false)");
    }
  }
  const auto token = context.app.tokens().create(wanted);
  if (!token) return fail(token.error());
  http::Response response{.status = 201, .body = {}, .headers = std::string(no_store)};
  json::Writer writer(response.body);
  writer.begin_object().member("token", *token).end_object();
  return response;
}

}  // namespace careledger::api::routes
