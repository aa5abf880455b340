#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> get_description(const Context& context);  // GET /openapi.json

}  // namespace careledger::api::routes
