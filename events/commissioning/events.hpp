#pragma once

#include "events/event_type.hpp"

#include <span>

/// How care is bought: requirements, offers, awards, packages, and citizens who buy for themselves.
namespace careledger::events::commissioning {

[[nodiscard]] std::span<const EventType* const> types();

}  // namespace careledger::events::commissioning
