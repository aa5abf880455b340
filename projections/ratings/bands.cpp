#include "projections/ratings/bands.hpp"

#include "projections/ratings/quality_score.hpp"

namespace careledger::projections::ratings {
namespace {

constexpr std::array all_holds{HoldKind::cqc, HoldKind::missing, HoldKind::falsified};

// QR-11: the base; a hold that shows has the default of inadequate. QR-10: and the month's adjustment.
std::optional<Score> score_of(const Standing& standing, Band band, bool held) {
  const policies::RatingPolicy& policy = *standing.policy();
  if (!policy.scores || band == Band::unrated) return std::nullopt;
  const BandBeneath& beneath = standing.beneath;
  const int base = held ? policy.scores->default_base(Band::inadequate)
                        : policy.scores->base(beneath.inspection->domains, beneath.band);
  const auto category = standing.known.profile.category;
  const bool adjusted = category && policy.feedback.adjusts.has(*category);  // CF-4
  return Score{.numerator = base + (adjusted ? standing.adjustment : 0), .denominator = 1, .decimals = false};
}

}  // namespace

bool shows(const Standing& standing, HoldKind kind) {
  if (!standing.under_bands() || !standing.hold(kind).set) return false;
  // QR-0: a missed statement shows only from the first full inspection.
  return kind != HoldKind::missing || standing.beneath.inspection != nullptr;
}

std::optional<HoldKind> longest_hold(const Standing& standing) {
  std::optional<HoldKind> longest;
  for (const HoldKind kind : all_holds) {
    if (!shows(standing, kind)) continue;
    if (!longest || standing.hold(kind).since < standing.hold(*longest).since) longest = kind;
  }
  return longest;
}

RuleId rule_of(HoldKind kind) {
  switch (kind) {
    case HoldKind::cqc:
      return "QR-6";
    case HoldKind::missing:
      return "QR-7";
    case HoldKind::falsified:
      return "QR-8";
  }
  return {};
}

Band shown_band(const Standing& standing) {
  if (standing.under_score()) return quality_band(quality_score(standing), *standing.policy());
  if (!standing.under_bands()) return Band::unrated;
  return longest_hold(standing) ? Band::inadequate : standing.beneath.band;
}

Shown shown(const Standing& standing) {
  if (!standing.governing) return {};
  if (standing.under_score()) {
    const auto score = quality_score(standing);
    return {.band = quality_band(score, *standing.policy()), .score = score, .rule = "QS-2"};
  }
  const auto held = longest_hold(standing);
  const Band band = held ? Band::inadequate : standing.beneath.band;
  return {.band = band,
          .score = score_of(standing, band, held.has_value()),
          .rule = held ? rule_of(*held) : standing.beneath.rule};
}

Sequences shown_because(const Standing& standing) {
  Sequences because;
  if (standing.under_score()) {
    for (const Fact* scored : standing.components) {
      if (scored) standing.known.amendments.append(because, scored->sequence);
    }
    if (because.empty()) because = standing.began;
  } else if (const auto held = longest_hold(standing)) {
    because = standing.hold(*held).because;
  } else {
    const BandBeneath& beneath = standing.beneath;
    because = beneath.band == Band::unrated ? standing.began : beneath.because;
    if (standing.under_bands()) because.append(beneath.lifted_by.span());
  }
  because.tidy();
  return because;
}

bool is_rise(Band before, Band after) {
  if (!is_rated(after)) return false;
  return before == Band::unrated ? after > Band::bronze : after > before;
}

void give_band(Standing& standing, Band band, RuleId rule, Sequences because) {
  BandBeneath& beneath = standing.beneath;
  if (is_rise(beneath.band, band)) {
    for (PlanLapse& lapse : standing.history.lapses) {
      if (!lapse.until) lapse.until = standing.now;
    }
  }
  // QR-12: a policy maps the inspection anew and leaves the year's adjustment as it was made.
  if (rule != "QR-12") {
    beneath.adjusted_from = beneath.from_inspection;
    beneath.adjusted_to = band;
  }
  beneath.band = band;
  beneath.rule = rule;
  beneath.because = std::move(because);
  beneath.lifted_by.clear();
  standing.changed = true;
}

void set_hold(Standing& standing, HoldKind kind, Sequences because) {
  Hold& hold = standing.hold(kind);
  if (hold.set) return;
  hold = {.set = true, .since = standing.now, .because = std::move(because)};
  standing.changed = true;
}

void lift_hold(Standing& standing, HoldKind kind, Sequences by) {
  standing.hold(kind).set = false;
  standing.beneath.lifted_by = std::move(by);
  standing.changed = true;
}

}  // namespace careledger::projections::ratings
