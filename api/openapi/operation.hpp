#pragma once

#include "api/routes/route.hpp"

#include <span>
#include <string>
#include <string_view>

namespace careledger::api::openapi {

/// In what form an answer comes.
enum class Form : std::uint8_t {
  object,    // JSON
  log,       // a table, or by Accept a stream of events (text/event-stream)
  table,     // a list: JSON, or by Accept lines (application/x-ndjson) or text/csv
  lines,     // a list: JSON or lines
  event,     // application/cloudevents+json, or the same as JSON
  receipt,   // JSON, or as text/plain a C2SP tlog-proof
  schema,    // application/schema+json
  bytes,     // application/octet-stream
  note,      // text/plain, never 304
  document,  // JSON, this description itself
  created,   // 201, JSON
  appended,  // 201, or 200 for what was there already, JSON
  computed,  // JSON, of a POST that stores nothing
};

/// What is told of a route beside what the table of routes knows.
struct Operation {
  http::Method method;
  std::string_view pattern;  // the route's
  std::string_view id;       // `operationId`: a name for generated clients
  std::string_view summary;
  std::string_view parts;       // the parameters that stand where the pattern is open, by their keys
  std::string_view parameters;  // those of the query, by their keys
  Form form;
  std::string_view answer;        // a shape; of a list the member that holds the rows, a row's shape, and perhaps that
                                  // of further members
  std::string_view also = {};     // further statuses
  std::string_view request = {};  // the shape of what is sent; `events` for the forms in which events are
  routes::Access sent_by = routes::Access::token;  // of what the sequencer answers, which is in no table of routes
};

/// All that the server answers, an operation each; in the order of the document.
[[nodiscard]] std::span<const Operation> operations();

/// Null where the operation is answered by the sequencer.
[[nodiscard]] const routes::Route* route_of(const Operation& operation);

/// The path as OpenAPI writes it: `/v1/services/{service}/rating`.
[[nodiscard]] std::string path_of(const Operation& operation);

}  // namespace careledger::api::openapi
