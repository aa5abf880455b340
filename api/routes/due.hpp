#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> list_due(const Context& context);  // GET /v1/due

}  // namespace careledger::api::routes
