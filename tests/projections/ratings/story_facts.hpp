#pragma once

#include "projections/ratings/fact.hpp"

#include <string_view>
#include <vector>

namespace careledger::tests {

/// The facts of a story's text, sorted.
[[nodiscard]] std::vector<projections::ratings::Fact> read_facts(std::string_view text);
[[nodiscard]] projections::ratings::Fact read_fact(std::string_view line, core::event::Sequence sequence);

}  // namespace careledger::tests
