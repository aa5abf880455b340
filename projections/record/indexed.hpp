#pragma once

#include "projections/record/amendments.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::record {

/// What the index has under a tag, up to some sequence.
struct Indexed {
  std::vector<Sequence> events;      // of the wanted types
  std::vector<Sequence> amendments;  // of events that are, were or were once to be about it; none for the empty tag
};
/// In one walk; of all types but amendments where none is given.
[[nodiscard]] Result<Indexed> find_indexed(const core::log::View& view, const std::string& tag,
                                           std::span<const std::string_view> types, Sequence known_at);
/// The same of many tags, none of them twice, in one walk; of some types.
[[nodiscard]] Result<std::vector<Indexed>> find_indexed(const core::log::View& view, std::span<const std::string> tags,
                                                        std::span<const std::string_view> types, Sequence known_at);

/// Visits the ids that the index has of a kind of thing (`invoice`), ascending, from that one on, until the visitor has
/// had enough: then it says false. Some may be of what is not known yet.
using VisitId = std::function<Result<bool>(const std::string& id)>;
[[nodiscard]] Result<void> for_each_id(const core::log::View& view, std::string_view kind, std::string_view from,
                                       const VisitId& visit);

/// Adds the sequences, up to that one, that the index has under a tag and a type.
[[nodiscard]] Result<void> add_indexed(const core::log::View& view, const std::string& tag, std::string_view type,
                                       Sequence known_at, std::vector<Sequence>& found);

/// Adds those under a tag of all types that are wanted.
[[nodiscard]] Result<void> add_all_indexed(const core::log::View& view, const std::string& tag, Sequence known_at,
                                           const std::function<bool(std::string_view type)>& wanted,
                                           std::vector<Sequence>& found);

/// The events that these amend in the end, or once amended.
struct Amended {
  std::vector<Sequence> roots;  // ascending, each once
  Sequence changed = 0;         // the last amendment
};
[[nodiscard]] Result<Amended> amended_by(const core::log::View& view, const std::vector<Sequence>& amendments,
                                         Sequence known_at);
/// By those that the index has under the tag: each was, is or was once to be about it.
[[nodiscard]] Result<Amended> amended_under(const core::log::View& view, const std::string& tag, Sequence known_at);

/// Whether any event known by then has the tag.
[[nodiscard]] Result<bool> is_named(const core::log::View& view, const std::string& tag, Sequence known_at);

}  // namespace careledger::projections::record
