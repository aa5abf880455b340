#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> list_policies(const Context& context);  // GET /v1/policies
[[nodiscard]] core::Result<http::Response> list_rules(const Context& context);     // GET /v1/rules
[[nodiscard]] core::Result<http::Response> get_rule(const Context& context);       // GET /v1/rules/{id}

}  // namespace careledger::api::routes
