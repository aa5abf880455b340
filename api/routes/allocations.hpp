#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> list_allocations(const Context& context);  // GET /v1/allocations

}  // namespace careledger::api::routes
