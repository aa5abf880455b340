#pragma once

#include "api/application.hpp"

namespace careledger::api::routes {

/// POST /v1/events: one event, an array, or an append with a condition, by its media type. Refusals come in the order
/// of the contract: 400, 415, 413, (401 and 403 by `sender`), 422; the sequencer goes on with 409 and 412.
[[nodiscard]] core::Result<std::unique_ptr<http::Append>> read_append(Application& app, const http::Request& request,
                                                                      const core::Result<auth::Principal>& sender,
                                                                      core::log::Lane& lane);

}  // namespace careledger::api::routes
