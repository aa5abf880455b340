#pragma once

#include "events/event_type.hpp"

#include <span>

/// What was done and what was paid for it.
namespace careledger::events::money {

[[nodiscard]] std::span<const EventType* const> types();

}  // namespace careledger::events::money
