#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> list_breaches(const Context& context);  // GET /v1/breaches
[[nodiscard]] core::Result<http::Response> get_breach(const Context& context);     // GET /v1/breaches/{breach}

}  // namespace careledger::api::routes
