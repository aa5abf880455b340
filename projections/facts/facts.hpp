#pragma once

#include "core/event/stored.hpp"
#include "core/log/view.hpp"
#include "projections/ratings/fact.hpp"
#include "projections/ratings/known_facts.hpp"
#include "projections/ratings/sequences.hpp"
#include "projections/record/amendments.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::facts {

using core::Result;
using core::event::Sequence;
using ratings::Fact;

// The family `facts` keeps, by entity, time and sequence, what an event tells of the entity: `service:<id>`,
// `provider:<id>` and `category:<name>` (what concerns all their services), `suspension:<id>` and `breach:<id>` (what
// names neither), `policy`, and for the market's feedback all `reviews` and `registrations`. An amendment is kept under
// every entity that the event it amends names, before or after; such events are read anew from the log. What tells
// nothing of a service but its name (a visit, an offer, a review) lies apart: there may be a thousand of them to one
// that moves a rating, and of them all only the first bears on the service, as its history begins with it.

inline constexpr std::string_view policy_entity = "policy";
inline constexpr std::string_view service_prefix = "service:";
inline constexpr std::string_view reviews_entity = "reviews";
inline constexpr std::string_view registrations_entity = "registrations";

/// Changes whenever the meaning of what is kept does: then the family is derived anew.
inline constexpr std::string_view format_version = "5";

/// The entities that an event of that type, tags and data tells something of.
[[nodiscard]] std::vector<std::string> entities_of(std::string_view type, std::span<const std::string> tags,
                                                   core::json::Value data);

/// What an event is about, as it reads: the tags of its data, and the entities that it tells something of.
struct Subjects {
  std::vector<std::string> tags;
  std::vector<std::string> entities;
};
/// Fault::corrupt where its data does not satisfy its type.
[[nodiscard]] Result<Subjects> subjects_of(const record::Effective& event);

/// Puts the event's fact under each entity.
void put(core::log::DerivedBatch& batch, std::span<const std::string> entities, const Fact& fact);
/// Notes under each entity that the amendment changes how the event `root` reads.
void put_amendment(core::log::DerivedBatch& batch, std::span<const std::string> entities, Sequence root,
                   Sequence amendment);

/// The entity that a put of the family `facts` is about.
[[nodiscard]] std::string_view entity_of_key(std::string_view key);
/// Whether such a put tells no more of its service than its name.
[[nodiscard]] bool is_naming_key(std::string_view key);
/// The time of the event behind such a put.
[[nodiscard]] core::time::Instant time_of_naming(std::string_view key);

/// Whether the fact counts for a service by naming it alone: a review is the market's.
[[nodiscard]] inline bool only_names(const Fact& fact) {
  return fact.kind == ratings::FactKind::named || fact.kind == ratings::FactKind::reviewed;
}

/// The fact that an event of that type and data is for the entities that it names.
[[nodiscard]] Fact fact_of(std::string_view type, Sequence sequence, core::time::Instant time, core::json::Value data);

/// How one amended event reads from a sequence on: as a fact of the entity, or not at all.
struct Version {
  Sequence from = 0;
  std::optional<Fact> fact;
  std::vector<Sequence> amended_by;  // the corrections in force
};
struct AmendedEvent {
  Sequence root = 0;
  std::vector<Version> versions;  // by `from`

  /// How it reads at that sequence; null where it is not known or tells nothing of the entity.
  [[nodiscard]] const Version* read_by(Sequence known_at) const {
    const Version* read = nullptr;
    for (const auto& version : versions) {
      if (version.from <= known_at) read = &version;
    }
    return read != nullptr && read->fact ? read : nullptr;
  }
};

/// All that is known of one entity by a sequence, and how it was known at every earlier one.
struct Loaded {
  std::vector<Fact> facts;            // of events never amended; by time and sequence
  std::vector<AmendedEvent> amended;  // by root
  Sequence first = 0;                 // the lowest sequence of what is kept; 0: nothing
  Sequence changed = 0;               // the highest
  ratings::LowestSequences lowest{};  // of the facts, where they stay as they are

  void note(Sequence kept) {
    first = first == 0 ? kept : std::min(first, kept);
    changed = std::max(changed, kept);
  }
  [[nodiscard]] bool is_amended(Sequence sequence) const {
    const auto at = std::ranges::lower_bound(amended, sequence, {}, &AmendedEvent::root);
    return at != amended.end() && at->root == sequence;
  }
};

/// How the amended events read by a sequence, and with that all facts known by then.
struct Known {
  std::vector<Fact> amended;                                // by time and sequence
  std::vector<ratings::Amendments::Amendment> corrections;  // in force; by event and correction
  Sequence known_at = 0;

  /// With what was never amended; both outlive what is returned.
  [[nodiscard]] ratings::KnownFacts with(const Loaded& loaded) const {
    return ratings::KnownFacts(loaded.facts, amended, known_at, &loaded.lowest);
  }
};
[[nodiscard]] Known known_by(const Loaded& loaded, Sequence known_at);
void append(Loaded& into, const Loaded& from);

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
  /// Adds those that only name the service and may be the first that does, to the knowledge of some time.
  [[nodiscard]] Result<void> add_naming(const std::string& entity, Sequence known_at, Loaded& loaded) const;

  const core::log::View& view_;
  record::ViewedAmendments amendments_;
};

/// How the event `root` reads for the entity from that sequence on.
[[nodiscard]] Result<Version> version_at(const Source& source, const std::string& entity, Sequence root, Sequence from);

/// The ids of all services that any event ever named, as written or as amended.
[[nodiscard]] Result<std::vector<std::string>> all_services(const core::log::Log& log);

}  // namespace careledger::projections::facts
