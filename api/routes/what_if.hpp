#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

/// POST /v1/what-if: `{"policy":{…},"from":"…","known_at":"…"}`. What would differ in ratings and suspensions if that
/// policy were adopted from then on; `from` is now where it is left out. Nothing is stored.
[[nodiscard]] core::Result<http::Response> ask_what_if(const Context& context);

}  // namespace careledger::api::routes
