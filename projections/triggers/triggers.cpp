#include "projections/triggers/triggers.hpp"

#include "projections/ratings/key.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace careledger::projections::triggers {
namespace {

using core::time::Instant;
using policies::TriggerPolicy;
using ratings::Fact;
using ratings::FactKind;
using ratings::Level;

const TriggerPolicy& policy_at(const services::Service& service, Instant at) {
  static const TriggerPolicy unregulated{};
  const auto category = service.category();
  const auto* const governing = category ? policies::governing(service.policies->in_force, *category, at) : nullptr;
  return governing != nullptr ? governing->policy->rating.triggers : unregulated;
}

bool is_made_again(FactKind kind) {
  return kind == FactKind::alert_raised || kind == FactKind::complaint_received ||
         kind == FactKind::complaint_resolved || kind == FactKind::breach_decided;
}

/// What is known of a service by an instant and may count. Where a thing is made again (same id), the latest counts.
class Record {
 public:
  Record(const services::Service& service, Instant at) : at_(at) {
    for (const auto& breach : service.history.breaches) {
      if (breach.since <= at) derived_[ratings::key_of(services::derived_breach_id(breach))] = breach.since;
    }
    for (const auto& facts : {service.facts(), service.shared_facts()}) {
      for (const Fact& fact : facts) {
        if (fact.time > at) break;
        facts_.push_back(&fact);
      }
    }
    std::sort(facts_.begin(), facts_.end(), [](const Fact* a, const Fact* b) { return before(*a, *b); });
  }

  using Wanted = std::function<bool(const Fact&)>;

  /// Those after `from`, oldest first.
  [[nodiscard]] std::vector<const Fact*> since(Instant from, const Wanted& wanted) const {
    std::vector<const Fact*> found;
    for (auto fact = facts_.rbegin(); fact != facts_.rend() && (*fact)->time > from; ++fact) {
      if (wanted(**fact) && !replaced(**fact) && has_begun(**fact)) found.push_back(*fact);
    }
    std::reverse(found.begin(), found.end());
    return found;
  }
  [[nodiscard]] std::vector<const Fact*> in_months(int months, const Wanted& wanted) const {
    return since(core::time::add_london_months(at_, -months), wanted);
  }
  [[nodiscard]] std::vector<const Fact*> in_days(int days, const Wanted& wanted) const {
    return since(core::time::add_london_days(at_, -days), wanted);
  }
  [[nodiscard]] const std::vector<const Fact*>& all() const { return facts_; }

 private:
  [[nodiscard]] bool replaced(const Fact& fact) const {
    if (!is_made_again(fact.kind)) return false;
    return std::any_of(facts_.rbegin(), facts_.rend(), [&fact](const Fact* later) {
      return later->kind == fact.kind && later->key == fact.key && before(fact, *later);
    });
  }

  /// What decides of a complaint or a breach before that was made does nothing.
  [[nodiscard]] bool has_begun(const Fact& fact) const {
    const bool of_breach = fact.kind == FactKind::breach_decided;
    if (!of_breach && fact.kind != FactKind::complaint_resolved) return true;
    if (const auto found = derived_.find(fact.key); of_breach && found != derived_.end())
      return found->second <= fact.time;
    // What is made again under its id, a breach also for another service, replaces the first with all that was decided.
    const auto begins = of_breach ? FactKind::breach_raised : FactKind::complaint_received;
    const auto latest = std::find_if(facts_.rbegin(), facts_.rend(), [&fact, begins](const Fact* each) {
      const bool elsewhere = begins == FactKind::breach_raised && each->kind == FactKind::breach_raised_elsewhere;
      return each->key == fact.key && (each->kind == begins || elsewhere);
    });
    return latest != facts_.rend() && (*latest)->kind == begins && before(**latest, fact);
  }

  Instant at_;
  std::vector<const Fact*> facts_;
  std::map<std::uint64_t, Instant> derived_;  // the breaches that the history derives: since when
};

auto of_kind(FactKind kind) {
  return [kind](const Fact& fact) { return fact.kind == kind; };
}

auto alert_of(Level level) {
  return [level](const Fact& fact) { return fact.kind == FactKind::alert_raised && fact.level == level; };
}

/// An event that counts.
struct Counted {
  Instant time;
  Sequence sequence;

  auto operator<=>(const Counted&) const = default;
};
using AllCounted = std::vector<Counted>;

AllCounted if_enough(const std::vector<const Fact*>& facts, int least) {
  AllCounted counted;
  if (facts.size() < static_cast<std::size_t>(least)) return counted;
  for (const Fact* fact : facts) counted.push_back({fact->time, fact->sequence});
  return counted;
}

// (a) an alert of severity immediate, or several of high
AllCounted severe_alerts(const Record& record, const TriggerPolicy& policy) {
  auto counted =
      if_enough(record.in_days(policy.severe_alerts_days, alert_of(Level::immediate)), policy.immediate_alerts);
  const auto high = if_enough(record.in_days(policy.severe_alerts_days, alert_of(Level::high)), policy.high_alerts);
  counted.insert(counted.end(), high.begin(), high.end());
  return counted;
}

// (g) the latest survey found too few positive
AllCounted poor_survey(const Record& record, const TriggerPolicy& policy) {
  const auto surveys = record.in_months(policy.survey_months, of_kind(FactKind::surveyed));
  if (surveys.empty()) return {};
  const Fact& latest = *surveys.back();
  const bool poor = std::uint64_t{latest.part} * 100 <
                    std::uint64_t{latest.whole} * static_cast<unsigned>(policy.positive_below_percent);
  return poor ? AllCounted{{latest.time, latest.sequence}} : AllCounted{};
}

// (i) too few outcomes delivered in each of the last calendar months
AllCounted poor_outcomes(const std::string& service, const feedback::Market& market, const TriggerPolicy& policy,
                         Instant at) {
  AllCounted counted;
  const auto current = feedback::month_of(at);
  for (int back = policy.outcomes_months; back >= 1; --back) {
    feedback::Tally tally;
    for (const auto& review : market.reviews(service, {current.index - back})) {
      if (review.set == 0) continue;
      tally.add(review);
      counted.push_back({review.time, review.sequence});
    }
    const bool poor =
        tally.set != 0 && feedback::Wide{tally.delivered} * 100 <
                              feedback::Wide{tally.set} * static_cast<unsigned>(policy.outcomes_below_percent);
    if (!poor) return {};
  }
  return counted;
}

std::optional<Sequence> decision(const Record& record, char letter, const Counted& first) {
  const std::uint64_t bit = 1ULL << static_cast<unsigned>(letter - 'a');
  std::optional<Sequence> latest;
  for (const Fact* fact : record.all()) {
    const bool decides = fact->kind == FactKind::focussed_ordered || fact->kind == FactKind::focussed_declined;
    if (decides && (fact->key & bit) != 0 && first < Counted{fact->time, fact->sequence}) latest = fact->sequence;
  }
  return latest;
}

}  // namespace

// FI-1
std::vector<Trigger> holding(const services::Service& service, const feedback::Market& market, Instant at) {
  const Record record(service, at);
  const TriggerPolicy& policy = policy_at(service, at);
  const auto upheld = [](FactKind kind) {
    return [kind](const Fact& fact) { return fact.kind == kind && fact.satisfactory; };
  };
  const auto concern = [&](const Fact& fact) {
    return fact.kind == FactKind::alert_raised || (fact.kind == FactKind::complaint_resolved && fact.satisfactory);
  };
  const auto risky = [&](const Fact& fact) {
    return fact.kind == FactKind::credit_alert && static_cast<int>(fact.level) >= policy.credit_level;
  };
  const std::pair<char, AllCounted> grounds[] = {
      {'a', severe_alerts(record, policy)},
      {'b', if_enough(record.in_months(policy.alerts_months, of_kind(FactKind::alert_raised)), policy.alerts)},
      {'c', if_enough(record.in_months(policy.upheld_breaches_months, upheld(FactKind::breach_decided)),
                      policy.upheld_breaches)},
      {'d', if_enough(record.in_months(policy.concerns_months, concern), policy.concerns)},
      {'e', if_enough(record.in_months(policy.notices_months, of_kind(FactKind::notice_served)), policy.notices)},
      {'f',
       if_enough(record.in_months(policy.complaints_months, of_kind(FactKind::complaint_received)), policy.complaints)},
      {'g', poor_survey(record, policy)},
      {'h', if_enough(record.in_months(policy.credit_months, risky), 1)},
      {'i', poor_outcomes(service.id, market, policy, at)},
  };
  const ratings::Amendments amendments(service.amended);
  std::vector<Trigger> triggers;
  for (const auto& [letter, counted] : grounds) {
    if (counted.empty()) continue;
    ratings::Sequences because;
    for (const auto& each : counted) amendments.append(because, each.sequence);
    because.tidy();
    triggers.push_back({.letter = letter,
                        .because = {because.begin(), because.end()},
                        .decided = decision(record, letter, *std::ranges::min_element(counted))});
  }
  return triggers;
}

}  // namespace careledger::projections::triggers
