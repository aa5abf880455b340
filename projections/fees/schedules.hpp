#pragma once

#include "core/time/instant.hpp"
#include "projections/fees/review.hpp"
#include "projections/policies/in_force.hpp"
#include "projections/readings.hpp"
#include "projections/record/dossier.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::fees {

using core::Result;
using core::money::Pence;
using core::time::Instant;
using policies::Category;

inline constexpr std::string_view standard_tier = "standard";

/// For what a fee is set.
struct Key {
  std::string scheme;
  Category category{};
  std::string tier{standard_tier};
  auto operator<=>(const Key&) const = default;
};

/// FE-1: what one unit of care costs from an instant on, by a schedule or by a review.
struct Step {
  Instant since;
  events::Unit unit{};
  Pence hotel_pence = 0;
  Pence care_pence = 0;
  bool reviewed = false;
  std::vector<Sequence> because;

  [[nodiscard]] Pence standard_pence() const { return hotel_pence + care_pence; }
};

/// A review that was applied, and what it could know of the indices.
struct Review {
  std::string scheme;
  int year = 0;
  std::size_t values_before = 0;  // how many of all index values it could know
  std::vector<Sequence> because;  // the event and its corrections
};

/// The standard fees as known by some sequence. Immutable.
struct Schedules {
  std::map<Key, std::vector<Step>> steps;  // of each the later ones last
  std::vector<Review> reviews;             // in the order of the events
  std::vector<IndexValue> values;          // all, in the order of the events

  /// Null where no schedule is in force then.
  [[nodiscard]] const Step* at(const Key& key, Instant at) const;
};

/// FE-1, FE-5: the fees that follow from schedules, indices and reviews, which are in the order of their events. A
/// review acts from its own day whatever its time.
[[nodiscard]] Result<Schedules> schedules_from(std::span<const record::Entry> entries,
                                               std::span<const policies::PolicyInForce> policies);
/// The same of all that is known by then.
[[nodiscard]] Result<Schedules> read_schedules(Readings& readings, Sequence known_at);

}  // namespace careledger::projections::fees
