#pragma once

#include "projections/feedback/members.hpp"
#include "projections/policies/in_force.hpp"
#include "projections/ratings/knowledge.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
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

/// An instant, and the adjustment that applies then.
struct MonthsFrom {
  core::time::Instant at = core::time::earliest;
  int in_force = 0;
};

/// The feedback of all services, as known by some sequence. Immutable but for what it remembers; any threads.
class Market {
 public:
  static constexpr Sequence newest = std::numeric_limits<Sequence>::max();
  static constexpr Month every_month{std::numeric_limits<std::int32_t>::max()};

  explicit Market(std::shared_ptr<const Members> members, Sequence known_at = newest)
      : members_(std::move(members)), known_at_(known_at) {}

  /// What this knows, with further facts of the kinds `registered` and `reviewed`.
  [[nodiscard]] std::shared_ptr<const Market> with(std::span<const ratings::Fact> further) const {
    return std::make_shared<const Market>(std::make_shared<const Members>(*members_, further));
  }

  /// The figures of the month in which `at` lies, by the policy that governs the category then.
  [[nodiscard]] Figures figures(std::string_view service, std::optional<policies::Category> category,
                                std::span<const policies::PolicyInForce> policies, core::time::Instant at) const;

  /// QR-10, CF-4: the instants before that month from which another adjustment applies to the service, of those after
  /// where they are asked for from. Empty where no policy adjusts its category.
  [[nodiscard]] std::vector<ratings::FeedbackMonth> adjustments(std::string_view service,
                                                                std::optional<policies::Category> category,
                                                                std::span<const policies::PolicyInForce> policies,
                                                                Month until = every_month,
                                                                const MonthsFrom& from = {}) const;

  /// Before which instant nothing that came to be known after that sequence moves a score of the category.
  [[nodiscard]] core::time::Instant settled_until(policies::Category category,
                                                  std::span<const policies::PolicyInForce> policies,
                                                  Sequence known_at) const;

  /// The service's reviews whose `time` lies in that month.
  [[nodiscard]] std::vector<Review> reviews(std::string_view service, Month month) const;

 private:
  [[nodiscard]] const Member& member(std::string_view service) const;
  [[nodiscard]] std::shared_ptr<const Series> series(const AverageTerms& terms) const;
  /// How the averages drifted, where that tells of what this market knows.
  [[nodiscard]] std::shared_ptr<const Drift> drift(const AverageTerms& terms) const;
  [[nodiscard]] Average average(const AverageTerms& terms, Month month) const;
  /// CF-4
  [[nodiscard]] int adjustment(const Figures& figures, policies::Category category,
                               const policies::FeedbackPolicy& policy) const;

  std::shared_ptr<const Members> members_;
  Sequence known_at_;
  mutable Remembered<AverageTerms, Series> series_;  // where they are other than the members' newest
  mutable Remembered<std::pair<AverageTerms, Month>, Average> averages_;  // where no series has them
};

/// Whether any of the policies moves scores of that category by feedback (CF-4).
[[nodiscard]] bool is_adjusted(std::optional<policies::Category> category,
                               std::span<const policies::PolicyInForce> policies);

}  // namespace careledger::projections::feedback
