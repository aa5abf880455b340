#pragma once

#include "api/routes/route.hpp"

#include <span>
#include <string>

namespace careledger::api::routes {

/// The columns of events in CSV: every member that one may have, those first that tell them apart.
[[nodiscard]] std::span<const std::string> event_columns();

/// GET /v1/events: by tag, type, sequence and time, or the one of an identity.
[[nodiscard]] core::Result<http::Response> list_events(const Context& context);
/// GET /v1/events/{sequence}: the stored bytes.
[[nodiscard]] core::Result<http::Response> get_event(const Context& context);

}  // namespace careledger::api::routes
