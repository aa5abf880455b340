#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> get_feedback(const Context& context);  // GET /v1/services/{service}/feedback
[[nodiscard]] core::Result<http::Response> get_assurance(const Context& context);  // …/assurance
[[nodiscard]] core::Result<http::Response> get_triggers(const Context& context);   // …/triggers

}  // namespace careledger::api::routes
