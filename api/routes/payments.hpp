#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> list_payments(const Context& context);  // GET /v1/payments

}  // namespace careledger::api::routes
