#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> list_releases(const Context& context);  // GET /v1/releases

}  // namespace careledger::api::routes
