#include "projections/fees/adjustment.hpp"

#include <algorithm>

namespace careledger::projections::fees {
namespace {

using ratings::Band;

std::vector<Sequence> tidied(ratings::Sequences because) {
  because.tidy();
  return {because.begin(), because.end()};
}

}  // namespace

Adjustment adjustment(const policies::PricingPolicy& policy, const ratings::History& history, Instant at) {
  // FE-1: where quality changes no fee, the fixed one is all there is.
  if (!policy.adjusts()) return {};
  const ratings::Segment& shown = history.at(at);
  // FE-2
  if (shown.band == Band::gold) {
    return {.basis_points = policy.gold_premium_basis_points, .rule = "FE-2", .because = tidied(shown.because)};
  }
  // FE-3: from the lapse of a plan until the band beneath next rises.
  if (shown.band == Band::bronze) {
    const auto lapse = std::find_if(history.lapses.begin(), history.lapses.end(), [at](const ratings::PlanLapse& each) {
      return each.since <= at && (!each.until || at < *each.until);
    });
    if (lapse != history.lapses.end()) {
      auto because = shown.because;
      because.append(lapse->because.span());
      return {
          .basis_points = policy.bronze_reduction_basis_points, .rule = "FE-3", .because = tidied(std::move(because))};
    }
  }
  // FE-4
  return {.basis_points = 0, .rule = "FE-4", .because = tidied(shown.because)};
}

}  // namespace careledger::projections::fees
