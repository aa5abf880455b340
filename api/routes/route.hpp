#pragma once

#include "api/application.hpp"
#include "api/auth/sight.hpp"

#include <array>
#include <span>
#include <string_view>

namespace careledger::api::routes {

/// What a handler is given. The views live as long as the request does.
struct Context {
  Application& app;
  const http::Request& request;
  const auth::Principal& principal;       // who asks; nobody where anyone may
  std::span<const std::string> captured;  // the parts of the path that stand where the pattern has `{}`

  /// What of sealed offers the asker may see.
  [[nodiscard]] auth::Sight sight() const { return {app.book(), principal, app.now()}; }
};

enum class Access : std::uint8_t { anyone, token, council, operator_only };  // council: no provider's token
enum class Place : std::uint8_t { here, pool };  // the I/O thread, or the pool for long answers

struct Route {
  http::Method method;
  std::string_view pattern;  // `/v1/services/{}/rating`; a last `*` takes the rest of the path
  Access access;
  Place place;
  core::Result<http::Response> (*handler)(const Context&);
  /// Answers a GET that prefers text/event-stream; null where there is no such answer.
  core::Result<std::unique_ptr<http::Stream>> (*follow)(const Context&) = nullptr;
};

/// Every route but POST /v1/events and /v1/dry-run, which are answered by the sequencer.
[[nodiscard]] std::span<const Route> table();

}  // namespace careledger::api::routes
