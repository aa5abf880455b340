#pragma once

#include "projections/allocations/feedback.hpp"
#include "projections/allocations/requirement.hpp"
#include "projections/policies/allocation.hpp"
#include "projections/policies/policy.hpp"
#include "projections/ratings/band.hpp"
#include "projections/ratings/score.hpp"
#include "projections/services/service.hpp"

#include <span>

namespace careledger::projections::allocations {

/// Why an offer comes before all others, whatever else it is ranked by.
struct Precedence {
  policies::RuleId rule;
  std::string detail;
  std::vector<Sequence> because;
};

/// What QS-1's score is made of.
struct Quality {
  std::optional<ratings::Score> score;  // nothing where no component that weighs anything is scored
  std::vector<Sequence> because;
};

/// An offer that counts, and all that a scheme may rank it by.
struct Ranked {
  Offer offer;
  ratings::Band band = ratings::Band::unrated;
  std::vector<Sequence> rated_by;                // what band and score rest on
  std::optional<std::int64_t> total_hundredths;  // AL-12
  Quality quality;                               // AL-12
  std::optional<ratings::Score> score;           // AL-19
  std::optional<feedback::Percentage> feedback;  // AL-19, AL-25
  std::optional<std::size_t> cqc_rank;           // AL-26: 0 the best; nothing where the CQC never rated it
  ratings::Outcome cqc_outcome{};                // of that rank
  Sequence cqc_rated_by = 0;                     // the event
  std::optional<Precedence> precedence;          // AL-13, AL-27
  bool same_area = false;                        // AL-25

  /// What the answer shows as its score, where the scheme has one.
  [[nodiscard]] std::optional<std::string> score_text() const;
};

/// QS-1 as the scheme weighs it, whichever scheme governs by then.
[[nodiscard]] Quality quality_of(const services::Service& service, const policies::RatingPolicy& policy, Instant at);

/// AL-12: quality and price by their weights, in hundredths, half-up; nothing else is rounded. `quality`: nothing
/// counts as 0. Preconditions: the prices are at least 1, `lowest_pence` not above `price_pence`.
struct TotalOf {
  std::optional<ratings::Score> quality;
  std::optional<std::int64_t> outcomes_score;
  std::int64_t price_pence = 1;
  std::int64_t lowest_pence = 1;
};
[[nodiscard]] std::int64_t total_hundredths(const TotalOf& of, const policies::AllocationPolicy& policy);

/// Best first: those that come before all others, then by each criterion, in the end the earlier.
void sort_by(std::vector<Ranked>& ranking, std::span<const policies::Criterion> order);

/// How many at the head share the first place by the first criterion that is about the offers themselves.
[[nodiscard]] std::size_t count_first(const std::vector<Ranked>& ranking, std::span<const policies::Criterion> order);

}  // namespace careledger::projections::allocations
