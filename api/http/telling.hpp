#pragma once

#include "api/http/loop.hpp"

#include <boost/asio/awaitable.hpp>

namespace careledger::api::http {

/// Tells a stream to the client until one of them ends or the server stops. The connection ends with it: a stream has
/// no length. On the loop's thread.
[[nodiscard]] asio::awaitable<void> tell(Loop& loop, Connection& connection, Stream& stream);

}  // namespace careledger::api::http
