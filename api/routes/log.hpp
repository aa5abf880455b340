#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

/// GET /log/checkpoint: the signed checkpoint of the head (C2SP tlog-checkpoint).
[[nodiscard]] core::Result<http::Response> get_checkpoint(const Context& context);
/// GET /log/key: the log's verifier key (C2SP signed-note).
[[nodiscard]] core::Result<http::Response> get_key(const Context& context);
/// GET /log/tile/{L}/{N}[.p/{W}] (C2SP tlog-tiles).
[[nodiscard]] core::Result<http::Response> get_tile(const Context& context);
/// GET /log/tile/entries/{N}[.p/{W}].
[[nodiscard]] core::Result<http::Response> get_entries(const Context& context);
/// GET /v1/events/{sequence}/receipt: what proves the event to a stranger; as text/plain a C2SP tlog-proof.
[[nodiscard]] core::Result<http::Response> get_receipt(const Context& context);

}  // namespace careledger::api::routes
