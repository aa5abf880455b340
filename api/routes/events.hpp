#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

/// GET /v1/events: by tag, type, sequence and time, or the one of an identity.
[[nodiscard]] core::Result<http::Response> list_events(const Context& context);
/// GET /v1/events/{sequence}: the stored bytes.
[[nodiscard]] core::Result<http::Response> get_event(const Context& context);

}  // namespace careledger::api::routes
