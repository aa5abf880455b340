#pragma once

#include "api/openapi/operation.hpp"
#include "core/json/writer.hpp"

namespace careledger::api::openapi {

/// The Responses Object of an operation: its answer, and each problem that its own code gives. What any request may
/// come to (500, 503, a broken request) is `default`.
void write_responses(core::json::Writer& out, const Operation& operation, routes::Access access);

/// The problems of each status and the answer 304, as members of components.responses.
void write_shared_responses(core::json::Writer& out);
/// The headers of conditional answers, as members of components.headers.
void write_shared_headers(core::json::Writer& out);

/// Whether it answers with an ETag.
[[nodiscard]] bool is_conditional(Form form);
[[nodiscard]] bool is_list(Form form);

}  // namespace careledger::api::openapi
