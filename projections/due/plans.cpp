#include "projections/due/plans.hpp"

#include <map>

namespace careledger::projections::due {
namespace {

using ratings::Fact;
using ratings::FactKind;

/// Where one improvement plan stands.
struct Plan {
  const Fact* required = nullptr;
  const Fact* submitted = nullptr;  // and not decided
  const Fact* approved = nullptr;   // the latest approval, until it is completed
  const Fact* asked = nullptr;      // for the visit, and nothing found yet
  bool stopped = false;             // by asking in time
  bool in_hand = false;             // handed in, and not handed back
};

void apply(Plan& plan, const Fact& fact, const RequestStops& request_stops) {
  switch (fact.kind) {
    case FactKind::plan_required:
      plan = Plan{.required = &fact};  // required again it has to be handed in again
      break;
    case FactKind::plan_submitted:
      plan.submitted = &fact;
      plan.in_hand = true;
      break;
    case FactKind::plan_rejected:
      plan.submitted = nullptr;
      plan.in_hand = false;
      break;
    case FactKind::plan_approved:
      plan.submitted = nullptr;
      plan.approved = &fact;
      plan.stopped = false;
      plan.in_hand = true;
      break;
    case FactKind::plan_completion_requested:
      plan.asked = &fact;
      // IP-1: asking by the end of the due day stops the clock, where the policy has it so.
      if (plan.approved != nullptr && plan.approved->has_day && request_stops(fact.time))
        plan.stopped |= fact.time < core::time::end_of_day(plan.approved->day);
      break;
    case FactKind::plan_completed:
      plan.asked = nullptr;
      plan.stopped = false;
      if (fact.satisfactory) plan = Plan{.in_hand = true};
      break;
    default:
      break;
  }
}

bool is_of_plan(FactKind kind) {
  return kind >= FactKind::plan_required && kind <= FactKind::plan_completed;
}

}  // namespace

std::vector<Item> plan_items(std::span<const Fact* const> facts, const ratings::Amendments& amendments,
                             core::time::Instant at, const RequestStops& request_stops) {
  std::map<std::uint64_t, Plan> plans;
  for (const Fact* fact : facts) {
    if (is_of_plan(fact->kind)) apply(plans[fact->key], *fact, request_stops);
  }
  std::vector<Item> items;
  const auto add = [&](Kind kind, Owner owner, const Fact& from, bool has_day) {
    const auto because = amendments.of(from.sequence);
    items.push_back({.kind = kind,
                     .owner = owner,
                     .rule = "IP-1",
                     .service = {},
                     .provider = {},
                     .due = has_day ? std::optional(from.day) : std::nullopt,
                     .overdue = has_day && core::time::end_of_day(from.day) <= at,
                     .because = {because.begin(), because.end()}});
  };
  for (const auto& [unused, plan] : plans) {
    if (plan.approved != nullptr && plan.approved->has_day && !plan.stopped) {
      add(Kind::plan, Owner::provider, *plan.approved, true);
    } else if (plan.approved == nullptr && plan.required != nullptr && !plan.in_hand) {
      // DU-1: the day to submit; a rejection reopens it.
      add(Kind::plan, Owner::provider, *plan.required, plan.required->has_day);
    }
    if (plan.submitted != nullptr) add(Kind::approve_plan, Owner::council, *plan.submitted, false);
    if (plan.asked != nullptr) add(Kind::validation_visit, Owner::council, *plan.asked, false);
  }
  return items;
}

}  // namespace careledger::projections::due
