#pragma once

#include "core/event/stored.hpp"
#include "core/log/view.hpp"
#include "projections/ratings/fact.hpp"
#include "projections/ratings/sequences.hpp"
#include "projections/record/amendments.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::facts {

using core::Result;
using core::event::Sequence;
using ratings::Fact;

// The family `facts` keeps, by entity, time and sequence, what an event tells of the entity: `service:<id>`,
// `provider:<id>` and `category:<name>` (what concerns all their services), `suspension:<id>`, `policy`. An amendment
// is kept under every entity that the event it amends names, before or after; such events are read anew from the log.

inline constexpr std::string_view policy_entity = "policy";
inline constexpr std::string_view service_prefix = "service:";

/// Changes whenever the meaning of what is kept does: then the family is derived anew.
inline constexpr std::string_view version = "1";

/// The entities that an event of that type, tags and data tells something of.
[[nodiscard]] std::vector<std::string> entities_of(std::string_view type, std::span<const std::string> tags,
                                                   core::json::Value data);

/// Puts the event's fact under each entity.
void put(core::log::DerivedBatch& batch, std::span<const std::string> entities, const Fact& fact);
/// Notes under each entity that the amendment changes how the event `root` reads.
void put_amendment(core::log::DerivedBatch& batch, std::span<const std::string> entities, Sequence root,
                   Sequence amendment);

/// The entity that a put of the family `facts` is about.
[[nodiscard]] std::string_view entity_of_key(std::string_view key);

/// The fact that an event of that type and data is for the entities that it names.
[[nodiscard]] Fact fact_of(std::string_view type, Sequence sequence, core::time::Instant time, core::json::Value data);

/// What is known of one entity by a sequence: each event as it then reads.
struct Loaded {
  std::vector<Fact> facts;                              // by time and sequence
  std::vector<ratings::Amendments::Amendment> amended;  // corrections in force; by event and correction
  bool has_amendments = false;                          // some event read otherwise, or will not have been read at all
  Sequence first = 0;                                   // the lowest sequence of what is kept; 0: nothing
  Sequence changed = 0;                                 // the highest
};

/// Where the facts of an entity are found: the ledger's family of facts, or a replay's memory.
class Source {
 public:
  virtual ~Source() = default;
  [[nodiscard]] virtual Result<Loaded> load(const std::string& entity, Sequence known_at) const = 0;
  /// The event as it reads by then; nothing where it is retracted.
  [[nodiscard]] virtual Result<std::optional<record::Effective>> read_event(Sequence sequence,
                                                                            Sequence known_at) const = 0;
};

/// The family of facts, as a view has it.
class ViewedFacts final : public Source {
 public:
  explicit ViewedFacts(const core::log::View& view) : view_(view), amendments_(view) {}
  [[nodiscard]] Result<Loaded> load(const std::string& entity, Sequence known_at) const override;
  [[nodiscard]] Result<std::optional<record::Effective>> read_event(Sequence sequence,
                                                                    Sequence known_at) const override {
    return record::effective(amendments_, sequence, known_at);
  }

 private:
  const core::log::View& view_;
  record::ViewedAmendments amendments_;
};

/// Replaces what the event `root` said of the entity with how it reads by `known_at`. Leaves `loaded` unsorted.
[[nodiscard]] Result<void> amend(const Source& source, const std::string& entity, Sequence root, Sequence known_at,
                                 Loaded& loaded);
void sort(Loaded& loaded);

/// All entities with that prefix, ascending.
[[nodiscard]] Result<std::vector<std::string>> entities_with(const core::log::Log& log, std::string_view prefix);

}  // namespace careledger::projections::facts
