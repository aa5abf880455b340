#pragma once

#include "core/error/result.hpp"
#include "core/time/instant.hpp"

#include <string_view>

namespace careledger::tools::cqc {

/// `2024-09-17 15:19:48`, which the CQC writes without an offset, as a clock in London showed it.
/// Error: Fault::bad_request.
[[nodiscard]] core::Result<core::time::Instant> local_time(std::string_view text);

}  // namespace careledger::tools::cqc
