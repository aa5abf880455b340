#pragma once

#include "projections/ratings/standing.hpp"

#include <optional>

namespace careledger::projections::ratings {

/// What the service shows, and by which rule.
struct Shown {
  Band band = Band::unrated;
  std::optional<Score> score;
  RuleId rule = "QR-0";
};

[[nodiscard]] Band shown_band(const Standing& standing);
[[nodiscard]] Shown shown(const Standing& standing);
/// The events of the rule that shows, ascending, each once.
[[nodiscard]] Sequences shown_because(const Standing& standing);

/// Whether the hold shows: only under bands, and `missing` only once a full inspection has rated the service (QR-0).
[[nodiscard]] bool shows(const Standing& standing, HoldKind kind);
/// The hold that has stood longest of those that show (tie: cqc, missing, falsified).
[[nodiscard]] std::optional<HoldKind> longest_hold(const Standing& standing);

[[nodiscard]] RuleId rule_of(HoldKind kind);

/// FE-3: whether a change of the band beneath is a rise; unrated to bronze is none.
[[nodiscard]] bool is_rise(Band before, Band after);

/// Gives the band beneath by a rule and its events.
void give_band(Standing& standing, Band band, RuleId rule, Sequences because);
void set_hold(Standing& standing, HoldKind kind, Sequences because);
void lift_hold(Standing& standing, HoldKind kind, Sequences by);

}  // namespace careledger::projections::ratings
