#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

/// GET /v1/events as text/event-stream: the events that are asked for by `tag`, `type`, `from` and `to`, behind `after`
/// or the header Last-Event-ID, in the order of the log, and then those that come. `id` is the sequence, `data` the
/// stored bytes. What is sealed when the stream comes by is told once it opens. Fault::bad_request.
[[nodiscard]] core::Result<std::unique_ptr<http::Stream>> follow_events(const Context& context);

}  // namespace careledger::api::routes
