#pragma once

#include "core/log/log.hpp"

#include <memory>

namespace careledger::core::log {

/// The engine without a disk: what a test or a dry run needs. Held to the same conformance suite as the embedded one.
[[nodiscard]] std::unique_ptr<Log> make_memory_log();

}  // namespace careledger::core::log
