#include "api/openapi/responses.hpp"

#include "api/http/problem.hpp"
#include "api/openapi/shapes.hpp"
#include "api/openapi/split.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace careledger::api::openapi {
namespace {

using core::json::Writer;
using routes::Access;

constexpr std::string_view json_type = "application/json";

bool has(std::string_view keys, std::string_view key) {
  const auto all = split(keys);
  return std::find(all.begin(), all.end(), key) != all.end();
}

void write_text_content(Writer& out, std::string_view type) {
  out.name(type).begin_object().name("schema").begin_object().member("type", "string").end_object().end_object();
}

void write_content(Writer& out, std::string_view type, std::string_view shape) {
  out.name(type).begin_object().name("schema");
  write_reference(out, shape);
  out.end_object();
}

/// A shape, with the two times where they are asked for.
void write_object_schema(Writer& out, std::string_view shape, bool is_timed) {
  if (!is_timed) return write_reference(out, shape);
  out.begin_object().name("allOf").begin_array();
  write_reference(out, shape);
  write_reference(out, "Times");
  out.end_array().end_object();
}

void write_list_schema(Writer& out, const Operation& operation) {
  const auto named = split(operation.answer);
  out.begin_object().name("allOf").begin_array().begin_object().member("type", "object");
  out.name("properties").begin_object().name(named[0]).begin_object().member("type", "array").name("items");
  write_reference(out, named[1]);
  out.end_object();
  if (has(operation.parameters, "next")) {
    out.name("next").begin_object().member("type", "string");
    out.member("description", "asks for the next page; absent at the end").end_object();
  }
  out.end_object().name("required").begin_array().string(named[0]).end_array().end_object();
  if (named.size() > 2) write_reference(out, named[2]);
  if (has(operation.parameters, "at")) write_reference(out, "Times");
  out.end_array().end_object();
}

void write_contents(Writer& out, const Operation& operation) {
  const bool is_timed = has(operation.parameters, "at");
  switch (operation.form) {
    case Form::object:
    case Form::created:
    case Form::appended:
    case Form::computed:
      out.name(json_type).begin_object().name("schema");
      write_object_schema(out, operation.answer, is_timed);
      out.end_object();
      break;
    case Form::log:
    case Form::table:
    case Form::lines:
      out.name(json_type).begin_object().name("schema");
      write_list_schema(out, operation);
      out.end_object();
      write_text_content(out, "application/x-ndjson");
      if (operation.form != Form::lines) write_text_content(out, "text/csv");
      if (operation.form == Form::log) write_text_content(out, "text/event-stream");
      break;
    case Form::event:
      write_content(out, "application/cloudevents+json", operation.answer);
      write_content(out, json_type, operation.answer);
      break;
    case Form::receipt:
      write_content(out, json_type, operation.answer);
      write_text_content(out, "text/plain");
      break;
    case Form::schema:
      write_content(out, "application/schema+json", "Object");
      break;
    case Form::document:
      write_content(out, json_type, "Object");
      break;
    case Form::bytes:
      write_text_content(out, "application/octet-stream");
      break;
    case Form::note:
      write_text_content(out, "text/plain");
      break;
  }
}

void write_answer(Writer& out, const Operation& operation, int status) {
  out.name(std::to_string(status)).begin_object();
  out.member("description", status == 201 ? "it is stored" : operation.summary);
  if (is_conditional(operation.form)) {
    out.name("headers").begin_object();
    for (const auto* const name : {"ETag", "Cache-Control", "Vary"}) {
      out.name(name).begin_object().member("$ref", "#/components/headers/" + std::string(name)).end_object();
    }
    out.end_object();
  }
  out.name("content").begin_object();
  write_contents(out, operation);
  out.end_object().end_object();
}

void write_shared(Writer& out, std::string_view status, const std::string& name) {
  out.name(status).begin_object().member("$ref", "#/components/responses/" + name).end_object();
}

std::set<int> problems_of(const Operation& operation, Access access) {
  std::set<int> statuses{400};
  if (access != Access::anyone) statuses.insert(401);
  if (access == Access::council || access == Access::operator_only) statuses.insert(403);
  if (!operation.parts.empty()) statuses.insert(404);
  if (is_list(operation.form) || operation.form == Form::event) statuses.insert(406);
  for (const auto status : split(operation.also)) statuses.insert(std::stoi(std::string(status)));
  return statuses;
}

void write_problem_content(Writer& out) {
  out.name("content").begin_object();
  write_content(out, "application/problem+json", "Problem");
  out.end_object();
}

void write_header(Writer& out, std::string_view name, std::string_view meaning) {
  out.name(name).begin_object().member("description", meaning).name("schema").begin_object();
  out.member("type", "string").end_object().end_object();
}

}  // namespace

bool is_list(Form form) {
  return form == Form::log || form == Form::table || form == Form::lines;
}

bool is_conditional(Form form) {
  switch (form) {
    case Form::object:
    case Form::log:
    case Form::table:
    case Form::lines:
    case Form::event:
    case Form::receipt:
    case Form::schema:
    case Form::bytes:
    case Form::document:
      return true;
    case Form::note:
    case Form::created:
    case Form::appended:
    case Form::computed:
      return false;
  }
  return false;
}

void write_responses(Writer& out, const Operation& operation, Access access) {
  out.begin_object();
  if (operation.form != Form::created) write_answer(out, operation, 200);
  if (operation.form == Form::created || operation.form == Form::appended) write_answer(out, operation, 201);
  if (is_conditional(operation.form)) write_shared(out, "304", "NotModified");
  for (const int status : problems_of(operation, access)) {
    write_shared(out, std::to_string(status), "Problem" + std::to_string(status));
  }
  write_shared(out, "default", "AnyProblem");
  out.end_object();
}

void write_shared_responses(Writer& out) {
  std::map<int, std::string> meanings;
  for (const auto& kind : http::problem_kinds()) {
    auto& meaning = meanings[kind.status];
    if (!meaning.empty()) meaning += "\n\n";
    meaning.append("`").append(kind.slug).append("`: ").append(kind.page);
  }
  for (const auto& [status, meaning] : meanings) {
    out.name("Problem" + std::to_string(status)).begin_object().member("description", meaning);
    out.name("headers").begin_object();
    if (status == 401) write_header(out, "WWW-Authenticate", "Bearer");
    if (status == 405) write_header(out, "Allow", "the methods that the path takes");
    if (status == 503) write_header(out, "Retry-After", "in how many seconds to try again");
    out.end_object();
    write_problem_content(out);
    out.end_object();
  }
  out.name("AnyProblem").begin_object().member("description", "What may befall any request, as a problem.");
  write_problem_content(out);
  out.end_object();
  out.name("NotModified").begin_object().member("description", "The answer that If-None-Match names.").end_object();
}

void write_shared_headers(Writer& out) {
  write_header(out, "ETag", "A weak tag over the answer without its two times.");
  write_header(out, "Cache-Control", "How long it may be kept: where both times are given it will not change.");
  write_header(out, "Vary", "Accept, Authorization");
}

}  // namespace careledger::api::openapi
