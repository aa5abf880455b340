#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> get_controls(const Context& context);  // GET /v1/audit/controls

}  // namespace careledger::api::routes
