#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> get_package(const Context& context);  // GET /v1/packages/{package}

}  // namespace careledger::api::routes
