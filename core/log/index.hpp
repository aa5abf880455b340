#pragma once

#include "core/log/view.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::core::log {

// Keys of the families ids, tags and times. A NUL divides their parts, and no part holds one.
[[nodiscard]] std::string id_key(std::string_view source, std::string_view id);
/// Of an event whose source and id another has already that its sender may not learn of.
[[nodiscard]] std::string own_id_key(std::string_view source, std::string_view id, std::string_view authid);
/// An empty tag is the index by type alone.
[[nodiscard]] std::string tag_key(std::string_view tag, std::string_view type, Sequence sequence);
/// What all these keys of the tag and the type begin with.
[[nodiscard]] std::string tag_prefix(std::string_view tag, std::string_view type);
/// That part of such a key.
[[nodiscard]] std::string_view tag_prefix_of(std::string_view key);

/// Which events a reader wants: all of the tags, any of the types (none: every type), sequences behind `after`.
struct Selection {
  std::vector<std::string> tags;
  std::vector<std::string> types;
  Sequence after = 0;
};

/// Puts one event's entries: its identity first (an id_key or own_id_key), each tag, its type, and every 64th event's
/// recorded time.
void index_event(DerivedBatch& batch, Sequence sequence, std::string_view identity, std::string_view type,
                 std::span<const std::string> tags, time::Instant recorded);

/// The sequences of all events of that identity, ascending.
[[nodiscard]] Result<std::vector<Sequence>> find_identity(const Log& log, std::string_view source, std::string_view id);

/// The sequences selected, ascending, at most `limit` and none beyond `head`. Cost: by the index entries of the rarest
/// tag and types, never the log. Without tags and types it is the log itself.
[[nodiscard]] Result<std::vector<Sequence>> select(const Log& log, const Selection& wanted, Sequence head,
                                                   std::size_t limit);

/// Whether a reader may learn of an event of the view.
using Sees = std::function<Result<bool>(const View& view, Sequence sequence)>;

/// Whether any event is selected, as the view has it, that the reader may learn of; `sees` may be null: all.
[[nodiscard]] Result<bool> any(const View& view, const Selection& wanted, const Sees& sees = nullptr);

/// The last sequence recorded at or before the instant; 0 where there is none.
[[nodiscard]] Result<Sequence> known_by(const Log& log, time::Instant instant, Sequence head);

}  // namespace careledger::core::log
