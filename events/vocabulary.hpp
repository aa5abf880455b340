#pragma once

#include "core/event/vocabulary.hpp"

namespace careledger::events {

/// All types of event that the ledger admits, by name. Built at the first call, then immutable; any thread may call.
[[nodiscard]] const core::event::Vocabulary& vocabulary();

}  // namespace careledger::events
