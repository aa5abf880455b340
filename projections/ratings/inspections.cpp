#include "projections/ratings/inspections.hpp"

#include "projections/ratings/bands.hpp"
#include "projections/ratings/narrate.hpp"

#include <tuple>

namespace careledger::projections::ratings {
namespace {

const policies::RatingPolicy& policy_or_default(const Standing& standing) {
  static const policies::RatingPolicy none;
  return standing.policy() ? *standing.policy() : none;
}

// QR-1a: what rates nothing changes nothing and lifts nothing.
bool rates(const Standing& standing, const Fact& fact) {
  if (fact.outcome == Outcome::not_rated) return false;
  return !standing.under_bands() || standing.policy()->band_of(fact.inspector, fact.outcome) != Band::unrated;
}

void set_cqc_hold(Standing& standing, const Fact& fact, policies::MostRecentBy by) {
  // QR-6: in any kind of inspection, whatever its visit day.
  set_hold(standing, HoldKind::cqc, standing.sequences_of(fact));
  const Fact* latest = standing.latest_cqc_inadequate;
  if (!latest || more_recent(fact, *latest, by)) standing.latest_cqc_inadequate = &fact;
  if (standing.tracing()) standing.consider("QR-6", true, narrate::cqc_inadequate(fact));
}

bool lift_cqc_hold(Standing& standing, const Fact& fact, policies::MostRecentBy by) {
  if (!standing.hold(HoldKind::cqc).set) return false;
  // QR-6: only the CQC's own better and more recent inspection lifts it.
  const bool lifts = fact.inspector == Inspector::cqc && lifts_cqc(fact, *standing.latest_cqc_inadequate, by);
  if (standing.tracing()) {
    standing.consider("QR-6", lifts, narrate::cqc_lift(fact, *standing.latest_cqc_inadequate, lifts));
  }
  if (lifts) lift_hold(standing, HoldKind::cqc, standing.sequences_of(fact));
  return lifts;
}

void apply_full(Standing& standing, const Fact& fact, const policies::RatingPolicy& policy) {
  BandBeneath& beneath = standing.beneath;
  const bool outside = standing.known.profile.out_of_city;
  // QR-1: who counts
  if (!counts(fact, shown_band(standing), outside, beneath.cqc_has_rated, policy)) {
    if (standing.tracing()) standing.consider("QR-1", false, narrate::does_not_count(fact));
    return;
  }
  const Fact* last = beneath.inspection;
  const bool alone = outside && fact.inspector == policy.out_of_city_inspector && !beneath.cqc_has_rated;
  if (fact.inspector == policy.out_of_city_inspector) beneath.cqc_has_rated = true;
  // QR-1: a report about an earlier visit does not replace one with a later visit.
  const bool replaces = !last || alone || more_recent(fact, *last, policy.most_recent_by);
  if (standing.tracing()) standing.consider("QR-1", replaces, narrate::full(fact, last, replaces));
  if (!replaces) return;
  beneath.inspection = &fact;
  beneath.claims.clear();
  standing.changed = true;
  if (!standing.under_bands()) return;
  beneath.from_inspection = policy.band_of(fact.inspector, fact.outcome);
  give_band(standing, beneath.from_inspection, "QR-1", standing.sequences_of(fact));
}

void apply_validation(Standing& standing, const Fact& fact, Band outcome, const policies::RatingPolicy& policy) {
  const BandBeneath& beneath = standing.beneath;
  // QR-4: it raises where an improvement was claimed since the inspection that the band rests on.
  const bool claimed = !beneath.claims.empty();
  const Band raised = capped(outcome, policy);
  if (standing.tracing()) {
    standing.consider("QR-4", claimed && raised > beneath.band, narrate::validation(outcome, beneath.band, claimed));
    if (outcome != raised) standing.consider("QR-5", claimed, narrate::ceiling(outcome, raised));
  }
  if (!claimed || raised <= beneath.band) return;
  Sequences because = standing.sequences_of(fact);
  standing.known.amendments.append(because, beneath.claims.back().sequence);
  give_band(standing, raised, raised == outcome ? "QR-4" : "QR-5", std::move(because));
}

void apply_smaller(Standing& standing, const Fact& fact, bool lifted, const policies::RatingPolicy& policy) {
  const BandBeneath& beneath = standing.beneath;
  if (!standing.under_bands()) return;
  if (!is_rated(beneath.band)) {
    // QR-0: no focussed or validation inspection gives a band.
    if (standing.tracing()) standing.consider("QR-0", true, narrate::no_band_yet(fact));
    return;
  }
  const Band outcome = policy.band_of(fact.inspector, fact.outcome);
  if (lifted) {
    // QR-6: the outcome of what lifted the hold becomes the band.
    give_band(standing, lifted_to(outcome, beneath.band, policy), "QR-6", standing.sequences_of(fact));
    return;
  }
  const bool lowers = outcome < beneath.band;
  if (standing.tracing()) standing.consider("QR-3", lowers, narrate::smaller(fact, outcome, beneath.band));
  if (lowers) {
    // QR-3: below the band beneath, it lowers the band to its outcome.
    give_band(standing, outcome, "QR-3", standing.sequences_of(fact));
  } else if (fact.inspection == InspectionKind::validation) {
    apply_validation(standing, fact, outcome, policy);
  }
}

}  // namespace

// QR-1
bool more_recent(const Fact& a, const Fact& b, policies::MostRecentBy by) {
  const bool visits = by == policies::MostRecentBy::visited;
  const core::time::Date day_a = visits ? a.day : core::time::Date{};
  const core::time::Date day_b = visits ? b.day : core::time::Date{};
  return std::tie(day_a, a.time, a.sequence) > std::tie(day_b, b.time, b.sequence);
}

// QR-1
bool counts(const Fact& inspection, Band shown_before, bool outside_city, bool cqc_has_rated,
            const policies::RatingPolicy& policy) {
  if (outside_city && cqc_has_rated && inspection.inspector != policy.out_of_city_inspector) return false;
  return inspection.inspector != Inspector::iqa || shown_before == policy.assessor_counts_for;
}

// QR-6
bool lifts_cqc(const Fact& inspection, const Fact& latest_inadequate, policies::MostRecentBy by) {
  return inspection.outcome != Outcome::inadequate && inspection.outcome != Outcome::not_rated &&
         more_recent(inspection, latest_inadequate, by);
}

// QR-6: gold counts as silver unless the band beneath is gold.
Band lifted_to(Band outcome, Band beneath, const policies::RatingPolicy& policy) {
  return beneath == Band::gold ? outcome : capped(outcome, policy);
}

// QR-5
Band capped(Band outcome, const policies::RatingPolicy& policy) {
  return worse_of(outcome, policy.validation_ceiling);
}

void apply_inspection(Standing& standing, const Fact& fact) {
  if (!rates(standing, fact)) {
    // QR-1a
    if (standing.tracing()) standing.consider("QR-1a", true, narrate::rates_nothing(fact));
    return;
  }
  const policies::RatingPolicy& policy = policy_or_default(standing);
  bool lifted = false;
  if (fact.inspector == Inspector::cqc && fact.outcome == Outcome::inadequate) {
    set_cqc_hold(standing, fact, policy.most_recent_by);
  } else {
    lifted = lift_cqc_hold(standing, fact, policy.most_recent_by);
  }
  if (fact.inspection == InspectionKind::full) {
    apply_full(standing, fact, policy);
  } else {
    apply_smaller(standing, fact, lifted, policy);
  }
}

}  // namespace careledger::projections::ratings
