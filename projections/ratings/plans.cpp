#include "projections/ratings/plans.hpp"

#include "projections/ratings/bands.hpp"
#include "projections/ratings/narrate.hpp"

#include <algorithm>

namespace careledger::projections::ratings {
namespace {

PlanClock& plan_of(Standing& standing, const Fact& fact) {
  const auto known = std::find_if(standing.plans.begin(), standing.plans.end(),
                                  [&](const PlanClock& plan) { return plan.key == fact.key; });
  if (known != standing.plans.end()) return *known;
  standing.plans.emplace_back().key = fact.key;
  return standing.plans.back();
}

bool runs(const PlanClock& plan) {
  return plan.approved && plan.due && !plan.asked;
}

/// What is neither required nor approved stands as one of which nothing was ever told.
void forget_ended(Standing& standing) {
  const auto is_ended = [](const PlanClock& plan) { return !plan.approved && plan.required == nullptr; };
  auto& plans = standing.plans;
  plans.erase(std::remove_if(plans.begin(), plans.end(), is_ended), plans.end());
}

void find_deadline(Standing& standing) {
  standing.plan_deadline.reset();
  for (const PlanClock& plan : standing.plans) {
    if (runs(plan) && (!standing.plan_deadline || plan.deadline < *standing.plan_deadline))
      standing.plan_deadline = plan.deadline;
  }
}

void approve(Standing& standing, PlanClock& plan, const Fact& fact) {
  // IP-1: the latest approval counts, and starts the clock anew; a plan without a due day does not lapse.
  plan.approved = true;
  plan.asked = false;
  plan.approval = standing.sequences_of(fact);
  plan.approved_by = fact.sequence;
  plan.due = fact.has_day ? std::optional{fact.day} : std::nullopt;
  if (plan.due) plan.deadline = core::time::end_of_day(*plan.due);
  // QR-4: an approved plan is a claim that a validation may confirm.
  standing.beneath.claims.push_back({.statement = 0, .sequence = fact.sequence});
  if (standing.tracing()) standing.consider("IP-1", true, narrate::approved(plan.due));
}

void ask(Standing& standing, PlanClock& plan) {
  // IP-1: asking by the end of the due day stops the clock.
  const bool stops = runs(plan) && (!standing.policy() || standing.policy()->request_stops_plan);
  if (stops) plan.asked = true;
  if (standing.tracing()) standing.consider("IP-1", stops, narrate::asked(stops));
}

void make_review_due(Standing& standing, Sequences because, core::event::Sequence arisen_by) {
  // QR-9: an inadequate service whose plan has failed stays so, and is to be reviewed.
  if (!standing.under_bands() || standing.beneath.band != Band::inadequate) return;
  if (!standing.policy()->review_from_failure) return;
  because.tidy();
  standing.history.reviews.push_back({standing.now, std::move(because), arisen_by});
  if (standing.tracing()) standing.consider("QR-9", true, narrate::review());
}

void lapse(Standing& standing, PlanClock& plan, Sequences because) {
  plan.approved = false;
  because.tidy();
  standing.history.lapses.push_back({standing.now, std::nullopt, std::move(because)});
  standing.changed = true;
  if (standing.tracing()) standing.consider("IP-1", true, narrate::lapsed(*plan.due));
}

// QR-8: only a plan that was required after the latest finding lifts the hold.
bool lifts_falsified(const Standing& standing, const PlanClock& plan) {
  if (!standing.hold(HoldKind::falsified).set || !plan.required) return false;
  if (standing.policy() && !standing.policy()->plan_lifts_falsified) return false;
  return before(*standing.latest_falsification, *plan.required);
}

void complete(Standing& standing, PlanClock& plan, const Fact& fact) {
  plan.approved = false;  // IP-1: a satisfactory completion ends the plan
  const bool held = standing.hold(HoldKind::falsified).set;
  const bool lifts = lifts_falsified(standing, plan);
  if (held && standing.tracing()) standing.consider("QR-8", lifts, narrate::falsified_lift(lifts));
  if (lifts) lift_hold(standing, HoldKind::falsified, standing.sequences_of(fact));
  const bool rated = standing.under_bands() && is_rated(standing.beneath.band);  // QR-0: no plan gives a band
  const bool raises = rated && (lifts || standing.beneath.band == Band::inadequate);
  if (standing.tracing()) standing.consider("QR-9", raises, narrate::completed(raises, standing.beneath.band));
  // QR-9
  if (raises) give_band(standing, standing.policy()->plan_completed_band, "QR-9", standing.sequences_of(fact));
}

void fail(Standing& standing, PlanClock& plan, const Fact& fact) {
  if (standing.tracing()) standing.consider("QR-9", false, narrate::failed());
  if (plan.approved && plan.asked) {
    // IP-1: stopped by asking and found unsatisfactory: it lapses now if its day is over, and runs on otherwise.
    plan.asked = false;
    if (plan.due && plan.deadline <= standing.now) {
      Sequences because = plan.approval;
      standing.known.amendments.append(because, fact.sequence);
      lapse(standing, plan, std::move(because));
    }
  }
  make_review_due(standing, standing.sequences_of(fact), fact.sequence);
}

}  // namespace

void apply_plan(Standing& standing, const Fact& fact) {
  standing.changed = true;  // a clock may have started or stopped
  PlanClock& plan = plan_of(standing, fact);
  switch (fact.kind) {
    case FactKind::plan_required:
      // IP-1: required again it is a new plan under the old name, and no approval of the old one counts.
      plan = PlanClock{.key = fact.key, .required = &fact};
      break;
    case FactKind::plan_approved:
      approve(standing, plan, fact);
      break;
    case FactKind::plan_completion_requested:
      ask(standing, plan);
      break;
    case FactKind::plan_completed:
      fact.satisfactory ? complete(standing, plan, fact) : fail(standing, plan, fact);
      break;
    default:
      break;  // handing a plan in, or back, moves neither the clock nor the band
  }
  forget_ended(standing);
  find_deadline(standing);
}

void lapse_next_plan(Standing& standing) {
  for (PlanClock& plan : standing.plans) {
    if (!runs(plan) || plan.deadline > standing.now) continue;
    Sequences because = plan.approval;
    lapse(standing, plan, because);
    // Approved for a day that is over, it lapses with its approval.
    make_review_due(standing, std::move(because), plan.deadline < standing.now ? plan.approved_by : 0);
    break;
  }
  forget_ended(standing);
  find_deadline(standing);
}

}  // namespace careledger::projections::ratings
