#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> get_provider(const Context& context);  // GET /v1/providers/{provider}

}  // namespace careledger::api::routes
