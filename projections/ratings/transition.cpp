#include "projections/ratings/transition.hpp"

#include "projections/ratings/bands.hpp"
#include "projections/ratings/narrate.hpp"

namespace careledger::projections::ratings {
namespace {

Sequences sequences(const policies::PolicyInForce& policy) {
  Sequences sequences;
  sequences.append(policy.because);
  return sequences;
}

void rate_anew(Standing& standing, const policies::PolicyInForce& policy, bool from_bands) {
  BandBeneath& beneath = standing.beneath;
  const Fact* inspection = beneath.inspection;
  const Band mapped =
      inspection ? standing.policy()->band_of(inspection->inspector, inspection->outcome) : Band::unrated;
  if (!is_rated(mapped)) {
    // QR-0
    beneath.from_inspection = Band::unrated;
    give_band(standing, Band::unrated, "QR-0", {});
    return;
  }
  Sequences because = sequences(policy);
  // From a score scheme, or where no policy governed, the full inspection alone counts.
  const bool carries = from_bands && is_rated(beneath.band);
  because.append((carries ? beneath.because : standing.sequences_of(*inspection)).span());
  const Band band = carries ? carried_over(mapped, beneath.adjusted_from, beneath.adjusted_to) : mapped;
  beneath.from_inspection = mapped;
  if (standing.tracing()) standing.consider("QR-12", true, narrate::transition(policy.policy->scheme, band));
  // QR-12
  give_band(standing, band, "QR-12", std::move(because));
}

}  // namespace

// QR-12
Band carried_over(Band mapped, Band old_mapped, Band adjusted) {
  if (adjusted < old_mapped) return worse_of(mapped, adjusted);
  if (adjusted > old_mapped) return better_of(mapped, adjusted);
  return mapped;
}

void start_policy(Standing& standing, const policies::PolicyInForce& policy) {
  const bool from_bands = standing.under_bands();
  standing.governing = &policy;
  standing.history.policies.push_back(policy.policy);
  standing.began = sequences(policy);
  standing.changed = true;
  if (standing.under_bands()) {
    rate_anew(standing, policy, from_bands);
  } else {
    // A score scheme knows no band beneath; holds and the inspection stay for the next scheme of bands.
    standing.beneath.from_inspection = Band::unrated;
    give_band(standing, Band::unrated, "QR-0", {});
  }
}

}  // namespace careledger::projections::ratings
