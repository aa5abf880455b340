#pragma once

#include "api/http/query.hpp"

namespace careledger::api::routes {

/// Whether each parameter that takes one of a fixed list of words, the same on all routes, does: band, category, need,
/// owner, and those that are true or false. Fault::bad_request with the parameter's words.
[[nodiscard]] core::Result<void> check_words(const http::Query& query);

}  // namespace careledger::api::routes
