#include "projections/ratings/fold.hpp"

#include "projections/ratings/bands.hpp"
#include "projections/ratings/enrolments.hpp"
#include "projections/ratings/inspections.hpp"
#include "projections/ratings/plans.hpp"
#include "projections/ratings/quality_score.hpp"
#include "projections/ratings/standing.hpp"
#include "projections/ratings/statements.hpp"
#include "projections/ratings/timeline.hpp"
#include "projections/ratings/transition.hpp"

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <limits>

namespace careledger::projections::ratings {
namespace {

using policies::PolicyInForce;

constexpr Instant never{std::numeric_limits<std::int64_t>::max()};

// What is made again after its end is no longer ended.
void reopen(Standing& standing) {
  standing.changed = standing.changed || standing.closed;
  standing.closed = false;
}

void apply(Standing& standing, const Fact& fact) {
  switch (fact.kind) {
    case FactKind::inspection:
      apply_inspection(standing, fact);
      break;
    case FactKind::component_scored:
      apply_component(standing, fact);
      break;
    case FactKind::statement:
      apply_statement(standing, fact);
      break;
    case FactKind::statement_extended:
      apply_extension(standing, fact);
      break;
    case FactKind::statement_falsified:
      apply_falsification(standing, fact);
      break;
    case FactKind::plan_required:
    case FactKind::plan_submitted:
    case FactKind::plan_approved:
    case FactKind::plan_rejected:
    case FactKind::plan_completion_requested:
    case FactKind::plan_completed:
      apply_plan(standing, fact);
      break;
    case FactKind::enrolled:
      apply_enrolment(standing, fact);
      break;
    case FactKind::enrolment_ended:
      apply_enrolment_end(standing, fact);
      break;
    case FactKind::closed:
      apply_closing(standing);
      break;
    case FactKind::registered:
      reopen(standing);
      break;
    case FactKind::suspended:
    case FactKind::suspension_lifted:
      apply_suspension(standing, fact);
      break;
    case FactKind::named:
    case FactKind::registration_changed:
    case FactKind::review_held:
    case FactKind::reviewed:
    case FactKind::surveyed:
    case FactKind::complaint_received:
    case FactKind::complaint_resolved:
    case FactKind::alert_raised:
    case FactKind::alert_closed:
    case FactKind::notice_served:
    case FactKind::credit_alert:
    case FactKind::breach_raised:
    case FactKind::breach_decided:
    case FactKind::focussed_ordered:
    case FactKind::focussed_declined:
    case FactKind::validation_requested:
    case FactKind::evidence_recorded:
    case FactKind::breach_raised_elsewhere:
      break;
  }
}

/// The events of a fold, one after the other in the order (time, sequence), from the three places where they lie.
class Events {
 public:
  /// Those later than `from`, or all.
  Events(const Knowledge& known, std::optional<Instant> from)
      : own_(known.facts.later_than(from).begin()), shared_(known.shared.later_than(from).begin()) {
    if (!known.profile.category) return;
    for (const PolicyInForce& policy : known.policies) {
      if (policy.policy->categories.has(*known.profile.category)) starts_.push_back(&policy);
    }
    std::sort(starts_.begin(), starts_.end(), [](const PolicyInForce* a, const PolicyInForce* b) {
      return a->start != b->start ? a->start < b->start : a->sequence < b->sequence;
    });
    // QR-12: of those that start together the latest sequence governs; the others never do, and rate nothing.
    const auto governing = std::unique(starts_.rbegin(), starts_.rend(),
                                       [](const PolicyInForce* a, const auto* b) { return a->start == b->start; });
    starts_.erase(starts_.begin(), governing.base());
    while (from && start_ < starts_.size() && starts_[start_]->start <= *from) ++start_;
  }

  [[nodiscard]] Instant next() const {
    Instant next = never;
    if (own_ != end) next = own_->time;
    if (shared_ != end) next = std::min(next, shared_->time);
    if (start_ < starts_.size()) next = std::min(next, starts_[start_]->start);
    return next;
  }

  void apply_next(Standing& standing) {
    const Fact* own = own_ != end ? &*own_ : nullptr;
    const Fact* other = shared_ != end ? &*shared_ : nullptr;
    const Fact* fact = !own || (other && before(*other, *own)) ? other : own;
    if (start_ < starts_.size() && comes_first(*starts_[start_], fact)) {
      standing.settled = std::max(standing.settled, starts_[start_]->sequence);
      start_policy(standing, *starts_[start_++]);
      return;
    }
    standing.settled = std::max(standing.settled, fact->sequence);
    ++(fact == own ? own_ : shared_);
    if (fact == own && !standing.begun) begin(standing, *fact);
    apply(standing, *fact);
  }

 private:
  static bool comes_first(const PolicyInForce& start, const Fact* fact) {
    if (!fact) return true;
    return start.start != fact->time ? start.start < fact->time : start.sequence < fact->sequence;
  }

  // A history begins at the earliest event that names the service.
  static void begin(Standing& standing, const Fact& fact) {
    standing.begun = true;
    standing.began = standing.sequences_of(fact);
    standing.changed = true;
  }

  static constexpr std::default_sentinel_t end{};

  KnownFacts::Iterator own_;
  KnownFacts::Iterator shared_;
  boost::container::small_vector<const PolicyInForce*, 8> starts_;
  std::size_t start_ = 0;
};

/// The deadlines, which fire in the order month, statement, plan.
class Deadlines {
 public:
  Deadlines(const Knowledge& known, std::optional<Instant> from) : months_(known.months), horizon_(known.horizon) {
    while (from && month_ < months_.size() && months_[month_].start <= *from) ++month_;
  }

  [[nodiscard]] Instant next(const Standing& standing) const {
    Instant next = never;
    if (month_ < months_.size()) next = months_[month_].start;
    if (const auto statement = statement_deadline(standing)) next = std::min(next, *statement);
    if (standing.plan_deadline) next = std::min(next, *standing.plan_deadline);
    return next <= horizon_ ? next : never;
  }

  // One that was past when it came to be fires as well: right after the event that made it.
  void fire_due(Standing& standing) {
    const Instant until = std::min(standing.now, horizon_);
    for (; month_ < months_.size() && months_[month_].start <= until; ++month_) {
      // QR-10: the month's adjustment
      standing.adjustment = months_[month_].adjustment;
      standing.changed = true;
    }
    if (const auto statement = statement_deadline(standing); statement && *statement <= until) {
      miss_statement(standing);
    }
    while (standing.plan_deadline && *standing.plan_deadline <= until) lapse_next_plan(standing);
  }

 private:
  std::span<const FeedbackMonth> months_;
  Instant horizon_;
  std::size_t month_ = 0;
};

constexpr std::size_t events_a_bookmark = 64;

/// How a fold is done.
struct Manner {
  Instant enough = never;  // it ends once something has been shown since then
  const Beginning* beginning = nullptr;
  Bookmarks* bookmarks = nullptr;
  Trace* trace = nullptr;
};

History fold(const Knowledge& known, const Manner& manner) {
  History history;
  std::optional<Instant> from;
  State begins;
  if (manner.beginning != nullptr) {
    begins = manner.beginning->bookmark.state;
    from = begins.now;
    history.segments.push_back(manner.beginning->segment);
  }
  Standing standing(known, history, manner.trace, std::move(begins));
  Events events(known, from);
  Deadlines deadlines(known, from);
  Instant deadline = deadlines.next(standing);
  std::size_t applied = 0;  // since the last bookmark
  for (;;) {
    standing.now = std::min(events.next(), deadline);
    if (standing.now == never) return history;
    if (deadline <= standing.now) deadlines.fire_due(standing);
    while (events.next() == standing.now) {
      const bool was_gold = standing.statements.due && shown_band(standing) == Band::gold;
      standing.statements.moved = false;
      events.apply_next(standing);
      ++applied;
      follow_band(standing, was_gold);
      if (standing.changed && deadlines.next(standing) <= standing.now) deadlines.fire_due(standing);
    }
    if (!standing.changed) continue;
    manner.enough == never ? settle(standing) : settle_rating(standing);
    if (!history.segments.empty() && *history.segments.back().since > manner.enough) return history;
    deadline = deadlines.next(standing);
    if (manner.bookmarks == nullptr || applied < events_a_bookmark || history.segments.empty()) continue;
    manner.bookmarks->push_back({.state = static_cast<const State&>(standing), .segments = history.segments.size()});
    applied = 0;
  }
}

}  // namespace

Profile profile_of(const KnownFacts& facts) {
  const Fact* latest = nullptr;
  for (const Fact& fact : facts) {
    if (fact.kind == FactKind::registered && (!latest || latest->sequence < fact.sequence)) latest = &fact;
  }
  return latest ? Profile{.category = latest->category, .out_of_city = latest->out_of_city} : Profile{};
}

History fold(const Knowledge& known, Trace* trace) {
  return fold(known, Manner{.trace = trace});
}

History fold(const Knowledge& known, Bookmarks& bookmarks) {
  bookmarks.clear();
  return fold(known, Manner{.bookmarks = &bookmarks});
}

History fold_around(const Knowledge& known, Instant at, const Beginning* beginning) {
  return fold(known, Manner{.enough = at, .beginning = beginning});
}

}  // namespace careledger::projections::ratings
