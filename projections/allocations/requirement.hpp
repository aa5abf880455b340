#pragma once

#include "projections/moment.hpp"
#include "projections/policies/bar.hpp"
#include "projections/readings.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace careledger::projections::allocations {

using core::Result;
using core::event::Sequence;
using core::time::Instant;
using policies::Bar;

/// An answer to a requirement, as it stands at some moment.
struct Offer {
  std::string offer;
  std::string requirement;
  std::string service;
  bool can_meet = false;
  std::optional<std::int64_t> price_pence;
  std::optional<std::int64_t> outcomes_score;  // the broker's latest
  std::vector<Sequence> scored_by;             // the event and its corrections
  Instant received;
  Sequence sequence = 0;
  std::vector<Sequence> because;       // the event and its corrections
  std::vector<Sequence> withdrawn_by;  // empty: it stands
  std::vector<Sequence> replaced_by;   // a revision of the same service; empty: none
  bool late = false;                   // received after closing
  bool id_is_anothers = false;         // somebody else gave its id to another offer before
};

struct Decline {
  std::string service;
  std::string reason;
  std::vector<Sequence> because;
};

/// The citizen's latest word; without an offer: declined, or unable to choose.
struct Choice {
  std::string offer;
  std::vector<Sequence> because;
};

struct Award {
  std::string offer;
  std::string package;
  std::string departure;  // AL-30: why another than the recommended; empty where none is given, like its code
  std::string departure_code;
  Instant made;
  Sequence sequence = 0;
  std::vector<Sequence> because;
};

struct Cancellation {
  Instant since;
  std::string reason;
  std::vector<Sequence> because;
};

/// A requirement at some moment. What it asks for is told also before it is published; what followed is not.
struct Requirement {
  std::string requirement;
  std::string scheme;
  std::string category;
  std::string area;  // its own; empty where it names none
  std::string citizen;
  std::string unit;
  std::string units_per_week;
  std::string tier;  // empty: the standard one
  std::optional<std::int64_t> carers;
  std::string age_group;
  std::string need;  // empty: none in particular
  bool specialist = false;
  bool discharge = false;
  std::string summary;
  std::string replaces;  // a package
  Instant published;
  Instant closes;  // the latest closing
  std::vector<Sequence> because;
  std::vector<Sequence> closes_by;  // the widening that named it; none where the publication did

  std::vector<std::string> areas;  // its own and those it was widened to, each once
  std::vector<Offer> offers;       // in the order in which they were received
  std::vector<Decline> declines;
  std::optional<Choice> choice;
  std::optional<Award> award;
  std::optional<Cancellation> cancelled;

  /// The last offer that the id means; null where it got none.
  [[nodiscard]] const Offer* find(std::string_view offer) const;
};

/// Nothing where no event known by then publishes it. A second publication of the same id replaces the first.
[[nodiscard]] Result<std::optional<Requirement>> requirement_of(const core::log::View& view, const std::string& id,
                                                                const Moment& moment);

/// What it asks for alone, without what followed.
[[nodiscard]] Result<std::optional<Requirement>> published_requirement(const core::log::View& view,
                                                                       const std::string& id, const Moment& moment);

/// Reads what many of them ask for that is about to be asked for, none twice: each costs less so.
[[nodiscard]] Result<void> read_published_ahead(const core::log::View& view, std::span<const std::string> ids);

/// When it closes, by all that is known by then; nothing where nothing publishes it.
[[nodiscard]] Result<std::optional<Instant>> closing_of(const core::log::View& view, const std::string& id,
                                                        Sequence known_at);

/// The last sequence by which it had once closed by the clock, though it may close anew later; 0 where it never had.
/// What was offered up to it was open to all.
[[nodiscard]] Result<Sequence> opened_until(const core::log::View& view, const std::string& id);

/// The ids of all that are published, each once, in the order in which they were.
[[nodiscard]] Result<std::vector<std::string>> requirement_ids(const core::log::View& view, Sequence known_at);

/// Those that have not closed at that instant of the server's clock, by all that is known: offers for them are sealed.
[[nodiscard]] Result<std::set<std::string, std::less<>>> sealed_requirements(const core::log::View& view, Instant now);

/// The latest instant at which anything that publishes or widens it let it close, as written: also where it is
/// retracted.
[[nodiscard]] Result<std::optional<Instant>> closing_as_written(const core::log::View& view, const std::string& id);

/// The offer for the requirement that an id means, by the latest event that makes it and is not late, of those recorded
/// before `made_before`; not what was said of it since.
[[nodiscard]] Result<std::optional<Offer>> offer_for(const core::log::View& view, const Requirement& requirement,
                                                     const std::string& id, const Moment& moment, Sequence made_before);

/// All events that make an offer under that id, for whatever requirement, in the order in which they fold.
[[nodiscard]] Result<std::vector<Offer>> offers_under(const core::log::View& view, const std::string& id,
                                                      Sequence known_at);

}  // namespace careledger::projections::allocations
