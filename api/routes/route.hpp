#pragma once

#include "api/application.hpp"

#include <array>
#include <span>
#include <string_view>

namespace careledger::api::routes {

/// What a handler is given. The views live as long as the request does.
struct Context {
  Application& app;
  const http::Request& request;
  std::span<const std::string> captured;  // the parts of the path that stand where the pattern has `{}`
};

enum class Access : std::uint8_t { anyone, token, operator_only };
enum class Place : std::uint8_t { here, pool };  // the I/O thread, or the pool for long answers

struct Route {
  http::Method method;
  std::string_view pattern;  // `/v1/services/{}/rating`; a last `*` takes the rest of the path
  Access access;
  Place place;
  core::Result<http::Response> (*handler)(const Context&);
};

/// Every route but POST /v1/events, which is answered by the sequencer.
[[nodiscard]] std::span<const Route> table();

}  // namespace careledger::api::routes
