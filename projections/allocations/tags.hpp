#pragma once

#include "core/event/stored.hpp"
#include "core/log/view.hpp"

#include <string>
#include <vector>

namespace careledger::projections::allocations {

/// An event about a package is found, in the index only, under all that the package's award or placement names; an
/// amendment of one alike. `tags`: those that the event has so far.
[[nodiscard]] core::Result<void> add_award_tags(const core::event::Stored& event, const core::log::View& view,
                                                std::vector<std::string>& tags);

}  // namespace careledger::projections::allocations
