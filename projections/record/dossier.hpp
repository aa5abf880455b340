#pragma once

#include "projections/record/amendments.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::record {

/// An event as it reads by some sequence, in the record of what it is about.
struct Entry {
  Sequence sequence = 0;
  Effective event;

  /// The event and the corrections of it in force: what an answer that rests on it names.
  void append_to(std::vector<Sequence>& because) const;
};

/// Entries in the order in which they fold, by time, then sequence; and the last sequence that made them what they are.
struct Dossier {
  std::vector<Entry> entries;
  Sequence changed = 0;
};
using DossierPointer = std::shared_ptr<const Dossier>;

/// All events known by then that are about one thing, in the order in which they fold: by time, then sequence. Which
/// they are, the tags say (`requirement:r1`), as the events read by then: what was corrected away is not among them,
/// what was corrected into it is. Only those of `types` (full names), or of every type where none is given. An empty
/// tag means all events of the types. Cost: by the index entries and events of that tag, never the log; nothing of it
/// where nothing has come to the tag since it was last asked for, and all of it was known.
using Entries = std::shared_ptr<const std::vector<Entry>>;
[[nodiscard]] Result<Entries> dossier(const core::log::View& view, const std::string& tag,
                                      std::span<const std::string_view> types, Sequence known_at);
/// The same by all that the view has.
[[nodiscard]] Result<DossierPointer> newest_dossier(const core::log::View& view, const std::string& tag,
                                                    std::span<const std::string_view> types);
/// Reads the dossiers of some types of many tags that are about to be asked for, none twice: each costs less so.
[[nodiscard]] Result<void> read_ahead(const core::log::View& view, std::span<const std::string> tags,
                                      std::span<const std::string_view> types);

}  // namespace careledger::projections::record
