#pragma once

#include "api/application.hpp"

namespace careledger::api::routes {

/// POST /v1/dry-run: an array whose elements are bodies of POST /v1/events, each an event or an array of events. Every
/// element is judged as it would be if it were sent, and those before it that would be admitted had been; nothing is
/// stored, no key is made. `{"judged":[{"status":201,"new":1},{"status":409,"problem":{…}}…],"size":…}`.
[[nodiscard]] core::Result<std::unique_ptr<http::Append>> read_dry_run(Application& app, const http::Request& request,
                                                                       const core::Result<auth::Principal>& sender,
                                                                       core::log::Lane& lane);

}  // namespace careledger::api::routes
