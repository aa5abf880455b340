#pragma once

#include "projections/facts/facts.hpp"
#include "projections/feedback/average.hpp"
#include "projections/feedback/month.hpp"
#include "projections/policies/in_force.hpp"
#include "projections/ratings/knowledge.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace careledger::projections::feedback {

/// CF-1 to CF-3: what customers say of a service in the months before one, beside the market.
struct Figures {
  Month month;
  Tally tally;
  std::optional<Percentage> rating;
  std::optional<std::uint64_t> market_average;  // hundredths of a point, half-up; nothing where no service has enough
  int adjustment = 0;
  bool insufficient = true;
};

/// The reviews of all services, as known by some sequence, by service and month. Immutable but for what it remembers of
/// averages; any threads.
class Market {
 public:
  using ServiceKey = std::uint64_t;  // ratings::key_of its id

  Market() = default;
  /// Facts of the kinds `registered` and `reviewed`, as known by then.
  Market(const facts::Loaded& registrations, const facts::Loaded& reviews, core::event::Sequence known_at);
  /// The same with further reviews.
  Market(const Market& before, std::span<const ratings::Fact> further);

  /// The figures of the month in which `at` lies, by the policy that governs the category then.
  [[nodiscard]] Figures figures(std::string_view service, std::optional<policies::Category> category,
                                std::span<const policies::PolicyInForce> policies, core::time::Instant at) const;

  /// QR-10, CF-4: the instants from which another adjustment applies to the service. Empty where no policy adjusts its
  /// category.
  [[nodiscard]] std::vector<ratings::FeedbackMonth> adjustments(
      std::string_view service, std::optional<policies::Category> category,
      std::span<const policies::PolicyInForce> policies) const;

 private:
  struct MonthTally {
    Month month;
    Tally tally;
  };
  struct Member {
    std::optional<policies::Category> category;
    core::event::Sequence registered_by = 0;
    std::vector<MonthTally> months;  // those with reviews, ascending

    void add(Month month, const ratings::Fact& review);
  };
  using Members = std::unordered_map<ServiceKey, std::shared_ptr<const Member>>;
  struct AverageKey {
    policies::Category category;
    Month month;
    int window_months;
    int least_reviews;
    auto operator<=>(const AverageKey&) const = default;
  };

  [[nodiscard]] const Member* member(ServiceKey key) const;
  [[nodiscard]] static Tally tally_before(const Member& member, Month month, int window_months);
  [[nodiscard]] std::shared_ptr<const Average> average(const AverageKey& key) const;
  [[nodiscard]] Figures figures(const Member& member, Month month, std::optional<policies::Category> category,
                                const policies::FeedbackPolicy& policy) const;

  Members members_;
  mutable std::mutex mutex_;  // guards averages_
  mutable std::map<AverageKey, std::shared_ptr<const Average>> averages_;
};

/// Whether any of the policies moves scores of that category by feedback (CF-4).
[[nodiscard]] bool is_adjusted(std::optional<policies::Category> category,
                               std::span<const policies::PolicyInForce> policies);

}  // namespace careledger::projections::feedback
