#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> get_fee(const Context& context);  // GET /v1/fees

}  // namespace careledger::api::routes
