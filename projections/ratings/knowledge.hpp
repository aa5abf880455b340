#pragma once

#include "core/time/instant.hpp"
#include "projections/policies/category.hpp"
#include "projections/policies/in_force.hpp"
#include "projections/ratings/known_facts.hpp"
#include "projections/ratings/sequences.hpp"

#include <optional>
#include <span>

namespace careledger::projections::ratings {

/// What the latest known registration says of a service, whatever that event's `time`.
struct Profile {
  std::optional<policies::Category> category;  // nothing where no event registered it
  bool out_of_city = false;
};

/// QR-10: by how much customer feedback moves the score from the start of a month on.
struct FeedbackMonth {
  core::time::Instant start;
  int adjustment = 0;
  bool operator==(const FeedbackMonth&) const = default;
};

/// All that a rating follows from, as known at one point of the log. Views: what they see outlives the fold.
struct Knowledge {
  KnownFacts facts;   // that name the service
  KnownFacts shared;  // that concern it without naming it: a category's extension, a provider's suspension
  Profile profile;
  std::span<const policies::PolicyInForce> policies;
  Amendments amendments;
  std::span<const FeedbackMonth> months;             // oldest first
  core::time::Instant horizon = core::time::latest;  // no deadline after it fires
};

[[nodiscard]] Profile profile_of(const KnownFacts& facts);

}  // namespace careledger::projections::ratings
