#pragma once

#include "projections/feedback/drift.hpp"
#include "projections/feedback/member.hpp"
#include "projections/feedback/remembered.hpp"
#include "projections/feedback/series.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace careledger::projections::feedback {

/// All services with their reviews, as known at any point of the log. Immutable but for what it remembers; any threads.
class Members {
 public:
  using ServiceKey = std::uint64_t;  // ratings::key_of its id

  /// Facts of the kinds `registered` and `reviewed`.
  Members(const facts::Loaded& registrations, const facts::Loaded& reviews);
  /// The same with further facts of these kinds, none of them amended.
  Members(const Members& before, std::span<const ratings::Fact> further);

  /// Null where nothing is known of the service, to any knowledge.
  [[nodiscard]] const Member* find(ServiceKey key) const;

  /// As all that is here knows it.
  [[nodiscard]] std::shared_ptr<const Series> series(const AverageTerms& terms) const;
  /// As known by then. Only the months are reckoned that were not settled.
  [[nodiscard]] Series series(const AverageTerms& terms, Sequence known_at) const;
  /// Of the services of the category. It may know less than there is here, not anything else.
  [[nodiscard]] std::shared_ptr<const Drift> drift(const AverageTerms& terms) const;
  /// What the average of a month is made of.
  [[nodiscard]] std::vector<Percentage> percentages(const AverageTerms& terms, Month month, Sequence known_at) const;

 private:
  using IsStale = std::function<bool(Month)>;
  /// A series of the members before, and the months with other reviews since.
  struct Inherited {
    std::shared_ptr<const Series> series;
    std::set<Month> touched;
  };
  [[nodiscard]] std::span<const Member* const> of(policies::Category category) const;
  /// The series with those months reckoned again, or for the first time.
  [[nodiscard]] Series renewed(const AverageTerms& terms, const Series& before, const IsStale& is_stale,
                               Sequence known_at) const;
  void reckon(const AverageTerms& terms, Month from, Month until, Sequence known_at, Series& into) const;

  boost::unordered_flat_map<ServiceKey, std::shared_ptr<const Member>> members_;         // a key is a hash already
  std::array<std::vector<const Member*>, policies::category_names.size()> by_category_;  // that ever were of it
  std::map<AverageTerms, Inherited> inherited_;
  mutable Remembered<AverageTerms, Series> series_;
  mutable Remembered<AverageTerms, Drift> drifts_;
};

}  // namespace careledger::projections::feedback
