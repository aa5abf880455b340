#pragma once

#include "core/json/value.hpp"

namespace careledger::events {

/// Whether a JSON Schema (2020-12) accepts the value. Knows the keywords that this ledger's schemas use and throws
/// std::runtime_error for any other.
[[nodiscard]] bool accepts(core::json::Value schema, core::json::Value value);

}  // namespace careledger::events
