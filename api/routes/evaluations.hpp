#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

// Until the requirement has closed by the server's clock all three are 409 `sealed`.
[[nodiscard]] core::Result<http::Response> get_evaluation(const Context& context);      // …/{requirement}/evaluation
[[nodiscard]] core::Result<http::Response> get_evaluation_why(const Context& context);  // …/evaluation/why
[[nodiscard]] core::Result<http::Response> get_outcome(const Context& context);  // GET /v1/offers/{offer}/outcome

}  // namespace careledger::api::routes
