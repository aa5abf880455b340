#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> get_account(const Context& context);  // GET /v1/payments/{package}

}  // namespace careledger::api::routes
