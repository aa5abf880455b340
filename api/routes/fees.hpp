#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> get_fee(const Context& context);       // GET /v1/fees
[[nodiscard]] core::Result<http::Response> get_exposure(const Context& context);  // GET /v1/exposure

}  // namespace careledger::api::routes
