#pragma once

#include "core/event/stored.hpp"
#include "core/log/index.hpp"

namespace careledger::projections::record {

/// Whether a correction or retraction may enter: what it names is there and may be amended, and every event that reads
/// otherwise because of it still satisfies its type. Never refused by a rule (domain: decisions made before stay).
/// What `known_to_sender` (null: all) denies is not there. Fault::invalid_event with pointers below `base`.
[[nodiscard]] core::Result<void> admit_amendment(const core::event::Stored& candidate, const core::log::View& before,
                                                 const core::log::Sees& known_to_sender, const std::string& base);

}  // namespace careledger::projections::record
