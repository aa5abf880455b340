#pragma once

#include "projections/facts/facts.hpp"
#include "projections/feedback/markets.hpp"
#include "projections/policies/in_force.hpp"
#include "projections/ratings/fold.hpp"
#include "projections/ratings/history.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace careledger::projections::services {

using core::Result;
using core::event::Sequence;

/// The policies adopted by some point of the log.
struct Policies {
  std::vector<policies::PolicyInForce> in_force;  // by start and sequence
  std::vector<ratings::Amendments::Amendment> amended;
  Sequence changed = 0;
};
[[nodiscard]] Result<Policies> load_policies(const facts::Source& source, Sequence known_at);

/// The market as known by a sequence, asked for where feedback moves the service's score.
using MarketAt = std::function<Result<feedback::MarketPointer>(Sequence known_at)>;

/// What the latest known registration says, for lists and filters.
struct Details {
  Sequence registered_by = 0;  // 0: no event registered it
  std::string name;
  std::string provider;
  std::string category;
  std::string area;
};

/// One service as known by some sequence: its facts, and the history that follows from them. Immutable.
struct Service {
  std::string id;
  Sequence known_at = 0;  // what the fold knew
  Details details;
  ratings::Profile profile;
  std::shared_ptr<const facts::Loaded> own;
  std::shared_ptr<const facts::Loaded> shared;  // of its provider, its category and its suspensions' ends
  facts::Known own_known;                       // how the amended of them read by then
  facts::Known shared_known;
  std::vector<ratings::Amendments::Amendment> amended;
  std::shared_ptr<const Policies> policies;
  Sequence changed = 0;               // the last change of anything that the fold rests on, but for feedback
  bool is_shared_by_amended = false;  // how an amended event reads decides which facts of others concern the service
  std::vector<ratings::FeedbackMonth> months;  // QR-10: how feedback moves its score
  ratings::History history;
  ratings::Bookmarks bookmarks;  // of its fold

  /// What is told of the service by name, as known by then, but for its reviews: they are the market's.
  [[nodiscard]] ratings::KnownFacts facts() const { return own_known.with(*own); }
  [[nodiscard]] ratings::KnownFacts shared_facts() const { return shared_known.with(*shared); }
  [[nodiscard]] std::optional<policies::Category> category() const {
    return policies::category_named(details.category);
  }
  /// CF-4: whether feedback may move its score.
  [[nodiscard]] bool is_adjusted() const { return feedback::is_adjusted(category(), policies->in_force); }
  /// Whether a later event of that time can't be the first that names it.
  [[nodiscard]] bool has_begun_by(core::time::Instant time) const {
    return !own->facts.empty() && own->facts.front().time <= time;
  }
  [[nodiscard]] std::size_t bytes() const;
  [[nodiscard]] ratings::Knowledge knowledge() const;
};

/// Takes how its facts and policies read by its `known_at`; to be done before it is settled.
void take_knowledge(Service& service);
/// Gives it the months of feedback known by then, and the history that follows from all.
[[nodiscard]] Result<void> settle(Service& service, const MarketAt& market);

/// By which later events may name a breach that the history derives: `AS-3-17`, the rule and the lowest sequence.
[[nodiscard]] std::string derived_breach_id(const ratings::DerivedBreach& breach);

/// Reads and folds a service. Fault::not_found where no event known by then names it.
[[nodiscard]] Result<std::shared_ptr<const Service>> load_service(const facts::Source& source, const std::string& id,
                                                                  Sequence known_at,
                                                                  std::shared_ptr<const Policies> policies,
                                                                  const MarketAt& market);

/// The same service with its score moved otherwise.
[[nodiscard]] std::shared_ptr<const Service> with_months(const Service& service,
                                                         std::vector<ratings::FeedbackMonth> months);

/// The same service as other policies would have it, with the feedback known by then.
[[nodiscard]] Result<std::shared_ptr<const Service>> under(const Service& service,
                                                           std::shared_ptr<const Policies> policies, Sequence known_at,
                                                           const MarketAt& market);

}  // namespace careledger::projections::services
