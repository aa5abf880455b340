#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> get_live(const Context& context);      // GET /health/live
[[nodiscard]] core::Result<http::Response> get_ready(const Context& context);     // GET /health/ready: why not, if not
[[nodiscard]] core::Result<http::Response> get_metrics(const Context& context);   // GET /metrics
[[nodiscard]] core::Result<http::Response> get_limits(const Context& context);    // GET /v1/limits
[[nodiscard]] core::Result<http::Response> get_schema(const Context& context);    // GET /schemas/{type}/{n}
[[nodiscard]] core::Result<http::Response> get_problem(const Context& context);   // GET /problems/{slug}
[[nodiscard]] core::Result<http::Response> create_token(const Context& context);  // POST /v1/tokens

}  // namespace careledger::api::routes
