#pragma once

#include "events/quality/concerns.hpp"
#include "events/quality/feedback.hpp"
#include "events/quality/inspections.hpp"
#include "events/quality/plans.hpp"
#include "events/quality/statements.hpp"
#include "events/quality/suspensions.hpp"

#include <span>

namespace careledger::events::quality {

/// All types of this folder.
[[nodiscard]] std::span<const EventType* const> types();

}  // namespace careledger::events::quality
