#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> list_capacity(const Context& context);  // GET /v1/capacity?scheme=

}  // namespace careledger::api::routes
