#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> list_requirements(const Context& context);  // GET /v1/requirements
[[nodiscard]] core::Result<http::Response> get_requirement(const Context& context);    // …/{requirement}
[[nodiscard]] core::Result<http::Response> get_invitations(const Context& context);    // …/{requirement}/invitations

}  // namespace careledger::api::routes
