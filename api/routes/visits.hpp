#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> report_visits(const Context& context);  // GET /v1/reports/visits

}  // namespace careledger::api::routes
