#pragma once

#include "core/event/stored.hpp"
#include "core/log/index.hpp"

#include <string>
#include <vector>

namespace careledger::core::log {

/// What the folders above know of events and the ledger does not. Called on the sequencer's thread alone, and by one
/// thread at start while derived families catch up.
class Domain {
 public:
  virtual ~Domain() = default;

  /// Of the facts that derive() puts: where it is not the one that they were put with, they are derived anew.
  [[nodiscard]] virtual std::string_view facts_version() const = 0;

  /// May the event enter, given all that is before it? Faults: refused (by a rule), invalid_event (it names what is
  /// not there). Nothing that `known_to_sender` denies (null: nothing) may be told by it. Pointers begin at `base`.
  [[nodiscard]] virtual Result<void> admit(const event::Stored& candidate, const View& before,
                                           const Sees& known_to_sender, const std::string& base) = 0;

  /// What follows from an event that is in, beyond its identity and its own tags: facts into `batch`, and tags that it
  /// has in the index only. `view` includes the event.
  [[nodiscard]] virtual Result<void> derive(const event::Stored& event, const View& view, DerivedBatch& batch,
                                            std::vector<std::string>& tags) = 0;

  /// What follows from the events of a tag, kept in step by committed(); null where the domain keeps nothing.
  [[nodiscard]] virtual TagCache* cache() { return nullptr; }

  /// Those facts are on disk and the head has moved to `head`: what is remembered about them is stale.
  virtual void committed(const DerivedBatch& batch, Sequence head) = 0;
};

}  // namespace careledger::core::log
