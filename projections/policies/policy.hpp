#pragma once

#include "core/error/result.hpp"
#include "core/json/value.hpp"
#include "projections/policies/allocation.hpp"
#include "projections/policies/category.hpp"
#include "projections/policies/framework.hpp"
#include "projections/policies/payments.hpp"
#include "projections/policies/pricing.hpp"
#include "projections/policies/score_table.hpp"
#include "projections/ratings/band.hpp"
#include "projections/ratings/inspection_terms.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace careledger::projections::policies {

enum class Method : std::uint8_t { bands, score };
enum class MostRecentBy : std::uint8_t { visited, published };

/// AS-1, AS-2: how often a scheme asks for an assurance statement.
struct StatementPolicy {
  int interval_months = 6;
  int gold_interval_months = 12;
  int months_after_gold = 6;
};

/// CF-1 to CF-4. Distances in hundredths of a percentage point, nearest first.
struct FeedbackPolicy {
  struct Step {
    std::int64_t above_basis_points;
    int adjustment;
  };
  int window_months = 12;
  int least_reviews = 5;
  std::vector<Step> steps;
  Categories adjusts;
};

/// FI-1: how many of what, in which window back from the instant asked about, let a focussed inspection be ordered.
struct TriggerPolicy {
  int immediate_alerts = 1;         // a
  int high_alerts = 3;              // a
  int severe_alerts_days = 28;      // a
  int alerts = 5;                   // b
  int alerts_months = 3;            // b
  int upheld_breaches = 1;          // c
  int upheld_breaches_months = 3;   // c
  int concerns = 5;                 // d: alerts and upheld complaints together
  int concerns_months = 3;          // d
  int notices = 1;                  // e
  int notices_months = 3;           // e
  int complaints = 10;              // f
  int complaints_months = 3;        // f
  int positive_below_percent = 50;  // g
  int survey_months = 3;            // g
  int credit_level = 2;             // h: at least that ratings::Level
  int credit_months = 3;            // h
  int outcomes_below_percent = 50;  // i
  int outcomes_months = 3;          // i: each of so many calendar months
};

/// The part of a policy that rates: everything that the rules of ratings, scores and suspension leave to the council.
struct RatingPolicy {
  using Outcomes =
      std::array<std::array<ratings::Band, ratings::outcome_names.size()>, ratings::inspector_names.size()>;

  Method method = Method::bands;

  // Method::bands
  Outcomes outcomes{};  // by inspector and outcome; unrated for what rates nothing
  MostRecentBy most_recent_by = MostRecentBy::visited;
  ratings::Band assessor_counts_for = ratings::Band::gold;
  ratings::Inspector out_of_city_inspector = ratings::Inspector::cqc;
  int shortfall_lowers_by = 1;
  ratings::Band shortfall_lowest = ratings::Band::bronze;
  ratings::Band validation_ceiling = ratings::Band::silver;
  std::optional<StatementPolicy> statements;
  int inspection_interval_months = 12;
  bool request_stops_plan = true;
  bool plan_lifts_falsified = true;
  bool review_from_failure = true;
  ratings::Band plan_completed_band = ratings::Band::bronze;
  bool suspends_inadequate = true;
  std::optional<ScoreTable> scores;

  // Method::score
  std::array<int, ratings::component_names.size()> component_weights{};
  int good_from = 80;
  int satisfactory_from = 60;

  FeedbackPolicy feedback;
  TriggerPolicy triggers;

  [[nodiscard]] ratings::Band band_of(ratings::Inspector inspector, ratings::Outcome outcome) const {
    return outcomes[static_cast<std::size_t>(inspector)][static_cast<std::size_t>(outcome)];
  }
};

/// A policy document, read. Immutable once adopted, shared by all histories that it governed.
struct Policy {
  std::string scheme;
  std::uint64_t scheme_key = 0;  // of the scheme's id, as facts name it
  std::string title;
  Categories categories;
  RatingPolicy rating;
  FrameworkPolicy framework;
  PricingPolicy pricing;
  PaymentsPolicy payments;
  AllocationPolicy allocation;
  std::string document;  // canonical JSON: the parts that other rules read, and what GET /v1/policies shows
};

/// Reads a policy document. Error: Fault::invalid_event with pointers that begin with `base` where it is no policy, or
/// Fault::refused with the rule whose invariant it breaks.
[[nodiscard]] core::Result<Policy> parse_policy(core::json::Value document, const std::string& base);

}  // namespace careledger::projections::policies
