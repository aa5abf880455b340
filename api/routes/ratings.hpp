#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

[[nodiscard]] core::Result<http::Response> get_rating(const Context& context);      // GET /v1/services/{service}/rating
[[nodiscard]] core::Result<http::Response> get_history(const Context& context);     // …/rating/history
[[nodiscard]] core::Result<http::Response> get_why(const Context& context);         // …/rating/why
[[nodiscard]] core::Result<http::Response> get_suspension(const Context& context);  // …/suspension
[[nodiscard]] core::Result<http::Response> list_ratings(const Context& context);    // GET /v1/ratings
[[nodiscard]] core::Result<http::Response> list_suspensions(const Context& context);  // GET /v1/suspensions

}  // namespace careledger::api::routes
