#pragma once

#include "projections/record/amendments.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::record {

/// Adds the sequences, up to that one, that the index has under a tag and a type.
[[nodiscard]] Result<void> add_indexed(const core::log::View& view, const std::string& tag, std::string_view type,
                                       Sequence known_at, std::vector<Sequence>& found);

/// Adds those under a tag of all types that are wanted.
[[nodiscard]] Result<void> add_all_indexed(const core::log::View& view, const std::string& tag, Sequence known_at,
                                           const std::function<bool(std::string_view type)>& wanted,
                                           std::vector<Sequence>& found);

/// The events that are amended by what the index has under the tag: each of them was, is or was once to be about it.
struct Amended {
  std::vector<Sequence> roots;  // ascending, each once
  Sequence changed = 0;         // the last amendment
};
[[nodiscard]] Result<Amended> amended_under(const core::log::View& view, const std::string& tag, Sequence known_at);

/// Whether any event known by then has the tag.
[[nodiscard]] Result<bool> is_named(const core::log::View& view, const std::string& tag, Sequence known_at);

}  // namespace careledger::projections::record
