#pragma once

#include "core/event/vocabulary.hpp"

#include <string_view>
#include <vector>

namespace careledger::events {

/// All types of event that the ledger admits, by name. Built at the first call, then immutable; any thread may call.
[[nodiscard]] const core::event::Vocabulary& vocabulary();

/// The full names of the types of a family: market, quality, relationship, record. Empty for what is no family.
[[nodiscard]] std::vector<std::string_view> types_of_family(std::string_view family);

}  // namespace careledger::events
