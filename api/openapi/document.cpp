#include "api/openapi/document.hpp"

#include "api/openapi/event_schemas.hpp"
#include "api/openapi/operation.hpp"
#include "api/openapi/parameter.hpp"
#include "api/openapi/responses.hpp"
#include "api/openapi/shapes.hpp"
#include "api/openapi/split.hpp"

#include <algorithm>
#include <vector>

namespace careledger::api::openapi {
namespace {

using core::json::Writer;
using routes::Access;

constexpr std::string_view about =
    "The record of how a council buys adult social care: events are appended, answers are derived from them, for any "
    "instant and with the knowledge of any earlier moment. Each GET also takes HEAD. A parameter that does not stand "
    "here is refused. Answers may gain members; those that stand here stay.";

Access access_of(const Operation& operation) {
  const auto* const route = route_of(operation);
  return route != nullptr ? route->access : operation.sent_by;
}

void write_info(Writer& out) {
  out.member("openapi", "3.1.0").name("info").begin_object();
  out.member("title", "Care Ledger").member("version", CARELEDGER_VERSION).member("description", about);
  out.name("license").begin_object().member("name", "Apache License 2.0").member("identifier", "Apache-2.0");
  out.end_object().end_object();
  out.member("jsonSchemaDialect", "https://json-schema.org/draft/2020-12/schema");
}

/// By what an operation is grouped: `services` of `/v1/services/{}/rating`.
std::string_view tag_of(const Operation& operation) {
  const auto parts = split(operation.pattern, '/');
  return parts[0] == "v1" ? parts[1] : parts[0];
}

void write_security(Writer& out, Access access) {
  out.name("security").begin_array();
  if (access != Access::anyone) out.begin_object().name("bearer").begin_array().end_array().end_object();
  out.end_array();
  if (access == Access::council) out.member("description", "A provider's token does not open this.");
  if (access == Access::operator_only) {
    out.member("description", "For the ledger's operator alone, through its own socket, where no token is needed.");
  }
}

void write_parameters(Writer& out, const Operation& operation) {
  out.name("parameters").begin_array();
  for (const auto key : split(operation.parts)) write_parameter(out, parameter(key), "path");
  for (const auto key : split(operation.parameters)) {
    out.begin_object().member("$ref", "#/components/parameters/" + std::string(key)).end_object();
  }
  if (is_conditional(operation.form)) {
    out.begin_object().member("$ref", "#/components/parameters/if_none_match").end_object();
  }
  out.end_array();
}

void write_content(Writer& out, std::string_view type, std::string_view shape) {
  out.name(type).begin_object().name("schema");
  write_reference(out, shape);
  out.end_object();
}

void write_request(Writer& out, std::string_view request) {
  out.name("requestBody").begin_object().member("required", true).name("content").begin_object();
  if (request == "events") {
    write_content(out, "application/cloudevents+json", "Event");
    write_content(out, "application/json", "Event");
    write_content(out, "application/cloudevents-batch+json", "Events");
    write_content(out, "application/vnd.careledger.append+json", "Append");
  } else {
    write_content(out, "application/json", request);
  }
  out.end_object().end_object();
}

void write_operation(Writer& out, const Operation& operation) {
  const auto access = access_of(operation);
  out.name(operation.method == http::Method::get ? "get" : "post").begin_object();
  out.member("operationId", operation.id).member("summary", operation.summary);
  out.name("tags").begin_array().string(tag_of(operation)).end_array();
  write_security(out, access);
  write_parameters(out, operation);
  if (!operation.request.empty()) write_request(out, operation.request);
  out.name("responses");
  write_responses(out, operation, access);
  out.end_object();
}

void write_paths(Writer& out) {
  const auto all = operations();
  std::vector<std::string> written;
  out.name("paths").begin_object();
  for (const auto& first : all) {
    const auto path = path_of(first);
    if (std::find(written.begin(), written.end(), path) != written.end()) continue;
    out.name(path).begin_object();
    for (const auto& operation : all) {
      if (operation.pattern == first.pattern) write_operation(out, operation);
    }
    out.end_object();
    written.push_back(path);
  }
  out.end_object();
}

void write_components(Writer& out, const core::event::Vocabulary& vocabulary) {
  out.name("components").begin_object();
  out.name("securitySchemes").begin_object().name("bearer").begin_object();
  out.member("type", "http").member("scheme", "bearer").end_object().end_object();
  out.name("parameters").begin_object();
  for (const auto& each : parameters()) {
    const auto all = operations();
    const bool in_a_query = std::any_of(all.begin(), all.end(), [&each](const Operation& operation) {
      const auto keys = split(operation.parameters);
      return std::find(keys.begin(), keys.end(), each.key) != keys.end();
    });
    if (in_a_query) write_parameter(out.name(each.key), each, "query");
  }
  write_parameter(out.name("if_none_match"),
                  {.key = "if_none_match", .name = "If-None-Match", .meaning = "The ETag of an answer that one has."},
                  "header");
  out.end_object().name("headers").begin_object();
  write_shared_headers(out);
  out.end_object().name("responses").begin_object();
  write_shared_responses(out);
  out.end_object().name("schemas").begin_object();
  write_shapes(out);
  write_event_schemas(out, vocabulary);
  out.end_object().end_object();
}

}  // namespace

std::string document(const core::event::Vocabulary& vocabulary) {
  std::string text;
  Writer out(text);
  out.begin_object();
  write_info(out);
  write_paths(out);
  write_components(out, vocabulary);
  out.end_object();
  return text;
}

}  // namespace careledger::api::openapi
