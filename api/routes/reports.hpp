#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> report_market(const Context& context);   // GET /v1/reports/market
[[nodiscard]] core::Result<http::Response> report_measure(const Context& context);  // GET /v1/reports/market/{measure}

}  // namespace careledger::api::routes
