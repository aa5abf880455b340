#include "projections/due/due.hpp"

#include "projections/due/plans.hpp"
#include "projections/triggers/triggers.hpp"

#include <algorithm>
#include <map>

namespace careledger::projections::due {
namespace {

using core::time::Date;
using core::time::Instant;
using ratings::Fact;
using ratings::FactKind;
using services::Service;

/// Gathers the items of one service.
class Desk {
 public:
  Desk(const Service& service, const feedback::Market& market, Instant at)
      : service_(service), market_(market), at_(at), amendments_(service.amended) {
    for (const Fact& fact : service.facts()) {
      if (fact.time > at) break;
      facts_.push_back(&fact);
    }
  }

  std::vector<Item> items() {
    if (is_closed()) return {};
    statement();
    inspection();
    plans();
    review();
    validation_visits();
    ordered_inspections();
    open_ones(Kind::complaint, FactKind::complaint_received, FactKind::complaint_resolved);
    open_ones(Kind::alert, FactKind::alert_raised, FactKind::alert_closed);
    undecided_triggers();
    evidence();
    return std::move(items_);
  }

 private:
  void add(Item item) {
    item.service = service_.id;
    items_.push_back(std::move(item));
  }

  void add(Kind kind, Owner owner, policies::RuleId rule, std::optional<Date> due, ratings::Sequences because) {
    because.tidy();
    add({.kind = kind,
         .owner = owner,
         .rule = rule,
         .service = {},
         .provider = {},
         .due = due,
         .overdue = due && core::time::end_of_day(*due) <= at_,
         .because = {because.begin(), because.end()}});
  }

  [[nodiscard]] ratings::Sequences of(const Fact& fact) const { return amendments_.of(fact.sequence); }

  [[nodiscard]] bool is_closed() const {
    const auto last = std::find_if(facts_.rbegin(), facts_.rend(), [](const Fact* fact) {
      return fact->kind == FactKind::closed || fact->kind == FactKind::registered;
    });
    return last != facts_.rend() && (*last)->kind == FactKind::closed;
  }

  // AS-1
  void statement() {
    const auto* const day = service_.history.statement_day(at_);
    if (day != nullptr && day->next_due) add(Kind::statement, Owner::provider, "AS-1", day->next_due, day->because);
  }

  // AN-1
  void inspection() {
    const auto* const day = service_.history.inspection_day(at_);
    if (day != nullptr && day->due) add(Kind::inspection, Owner::council, "AN-1", day->due, day->because);
  }

  // IP-1
  void plans() {
    const auto category = service_.category();
    const auto request_stops = [&](Instant asked) {
      const auto* const policy =
          category ? policies::governing(service_.policies->in_force, *category, asked) : nullptr;
      return policy == nullptr || policy->policy->rating.request_stops_plan;
    };
    for (auto& item : plan_items(facts_, amendments_, at_, request_stops)) add(std::move(item));
  }

  // QR-9: one a service, until one is held.
  void review() {
    const Fact* held = nullptr;
    for (const Fact* fact : facts_) {
      if (fact->kind == FactKind::review_held) held = fact;
    }
    for (const auto& review : service_.history.reviews) {
      if (review.since > at_) return;
      if (held != nullptr && std::pair(review.since, review.arisen_by) < std::pair(held->time, held->sequence))
        continue;
      return add(Kind::review, Owner::council, "QR-9", core::time::london_day(review.since), review.because);
    }
  }

  /// The facts of a kind that no later one of the other kind answers.
  template <class Answers>
  void unanswered(Kind kind, policies::RuleId rule, FactKind asks, Answers answers) {
    std::vector<const Fact*> open;
    for (const Fact* fact : facts_) {
      if (answers(*fact)) open.clear();
      if (fact->kind == asks) open.push_back(fact);
    }
    for (const Fact* fact : open) add(kind, Owner::council, rule, std::nullopt, of(*fact));
  }

  void validation_visits() {
    unanswered(Kind::validation_visit, "QR-4", FactKind::validation_requested, [](const Fact& fact) {
      return fact.kind == FactKind::inspection && fact.inspection == ratings::InspectionKind::validation;
    });
  }

  void ordered_inspections() {
    unanswered(Kind::ordered_inspection, "FI-1", FactKind::focussed_ordered, [](const Fact& fact) {
      return fact.kind == FactKind::inspection && fact.inspection == ratings::InspectionKind::focussed;
    });
  }

  void open_ones(Kind kind, FactKind opens, FactKind closes) {
    std::map<std::uint64_t, const Fact*> open;
    for (const Fact* fact : facts_) {
      if (fact->kind == opens) open[fact->key] = fact;
      if (fact->kind == closes) open.erase(fact->key);
    }
    for (const auto& [unused, fact] : open) add(kind, Owner::council, "DU-1", std::nullopt, of(*fact));
  }

  // FI-1
  void undecided_triggers() {
    for (const auto& trigger : triggers::holding(service_, market_, at_)) {
      if (trigger.decided) continue;
      add({.kind = Kind::trigger,
           .owner = Owner::council,
           .rule = "FI-1",
           .service = {},
           .provider = {},
           .due = {},
           .overdue = false,
           .because = trigger.because,
           .trigger = std::string(1, trigger.letter)});
    }
  }

  // DU-1: the council sees to it that what expires is renewed. The latest record of each item counts.
  void evidence() {
    std::map<std::uint64_t, const Fact*> latest;
    for (const Fact* fact : facts_) {
      if (fact->kind == FactKind::evidence_recorded) latest[fact->key] = fact;
    }
    for (const auto& [unused, fact] : latest) {
      if (fact->has_day) add(Kind::evidence, Owner::council, "DU-1", fact->day, of(*fact));
    }
  }

  const Service& service_;
  const feedback::Market& market_;
  Instant at_;
  ratings::Amendments amendments_;
  std::vector<const Fact*> facts_;
  std::vector<Item> items_;
};

}  // namespace

// DU-1
std::vector<Item> of_service(const Service& service, const feedback::Market& market, Instant at) {
  return Desk(service, market, at).items();
}

}  // namespace careledger::projections::due
