#pragma once

#include "projections/ratings/standing.hpp"

namespace careledger::projections::ratings {

/// QR-1's order: by the visit, then the report, then the sequence. (A policy may ask for the report first.)
[[nodiscard]] bool more_recent(const Fact& a, const Fact& b, policies::MostRecentBy by);

/// QR-1: whether a full inspection counts at all: an assessor's where the service shows gold just before it, and for a
/// service out of the city only the CQC's, once there is one.
[[nodiscard]] bool counts(const Fact& inspection, Band shown_before, bool outside_city, bool cqc_has_rated,
                          const policies::RatingPolicy& policy);

/// QR-6: whether a CQC inspection lifts the hold that its latest inadequate one set.
[[nodiscard]] bool lifts_cqc(const Fact& inspection, const Fact& latest_inadequate, policies::MostRecentBy by);

/// QR-6: what the band becomes where the lifting inspection is not a full one.
[[nodiscard]] Band lifted_to(Band outcome, Band beneath, const policies::RatingPolicy& policy);

/// QR-5: no rise to gold between full inspections.
[[nodiscard]] Band capped(Band outcome, const policies::RatingPolicy& policy);

void apply_inspection(Standing& standing, const Fact& fact);

}  // namespace careledger::projections::ratings
