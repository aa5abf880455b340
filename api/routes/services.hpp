#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> get_service(const Context& context);  // GET /v1/services/{service}
/// GET /v1/services?category=&area=&need=&free=&q=
[[nodiscard]] core::Result<http::Response> list_services(const Context& context);

}  // namespace careledger::api::routes
