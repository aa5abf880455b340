#pragma once

#include "core/error/result.hpp"

#include <string>

namespace careledger::projections::policies {

/// The first events of a new ledger: each row of the bundled table of adoptions as a `policy.adopted`, in its order, at
/// 00:00 London of its day, its document's `categories` cut to the row. A CloudEvents batch with source
/// `/policies/bundled` and ids `<scheme>/<day>/<first category>`.
[[nodiscard]] core::Result<std::string> bundled_adoption_events();

}  // namespace careledger::projections::policies
