#pragma once

#include "core/event/vocabulary.hpp"
#include "core/json/value.hpp"
#include "core/time/calendar.hpp"
#include "core/time/instant.hpp"
#include "projections/policies/category.hpp"
#include "projections/ratings/band.hpp"
#include "projections/ratings/inspection_terms.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace careledger::projections::ratings {

/// The numbers are the storage format: append only.
enum class FactKind : std::uint8_t {
  named = 0,  // an event that names the service and matters to the rating by that alone
  registered = 1,
  closed = 2,
  registration_changed = 3,
  inspection = 4,
  component_scored = 5,
  statement = 6,
  statement_extended = 7,
  statement_falsified = 8,
  plan_required = 9,
  plan_submitted = 10,
  plan_approved = 11,
  plan_rejected = 12,
  plan_completion_requested = 13,
  plan_completed = 14,
  enrolled = 15,
  enrolment_ended = 16,
  suspended = 17,
  suspension_lifted = 18,
  review_held = 19,
};
inline constexpr std::uint8_t fact_kind_count = 20;

enum class Registration : std::uint8_t { registered, dormant, cancelled };
inline constexpr std::array<std::string_view, 3> registration_names{"registered", "dormant", "cancelled"};

/// What an event tells of the rating of a service, in 48 bytes. Only the fields of its kind have a meaning.
struct Fact {
  core::time::Instant time{};
  core::event::Sequence sequence = 0;
  std::uint64_t key = 0;    // of the statement, plan, scheme or suspension
  core::time::Date day{};   // inspection: the visit; extension, plan: the due day, where has_day
  DomainRatings domains{};  // inspection
  FactKind kind = FactKind::named;
  Inspector inspector = Inspector::cqc;                            // inspection
  InspectionKind inspection = InspectionKind::full;                // inspection
  Outcome outcome = Outcome::not_rated;                            // inspection
  Band declared = Band::unrated;                                   // statement; unrated: none
  policies::Category category = policies::Category::home_support;  // registered, extension
  Component component = Component::questionnaire;                  // component_scored
  std::uint8_t score = 0;                                          // component_scored, 0 to 100
  Registration registration = Registration::registered;            // registration_changed
  bool has_day = false;                                            // inspection, extension, plan
  bool out_of_city = false;                                        // registered
  bool shortfalls = false;                                         // statement
  bool improvements = false;                                       // statement
  bool satisfactory = false;                                       // plan_completed
  bool of_category = false;                                        // extension: for all of it
  bool of_provider = false;                                        // suspended: all its services

  bool operator==(const Fact&) const = default;
};

static_assert(std::is_trivially_copyable_v<Fact> && sizeof(Fact) <= 48);

/// Facts fold in this order.
[[nodiscard]] inline bool before(const Fact& a, const Fact& b) {
  return a.time != b.time ? a.time < b.time : a.sequence < b.sequence;
}

/// Fixed size, little-endian, with a version byte first.
inline constexpr std::size_t encoded_fact_size = 41;
[[nodiscard]] std::string encode(const Fact& fact);
/// Nothing where the bytes are no fact of this version.
[[nodiscard]] std::optional<Fact> decode(std::string_view bytes);

/// Whether events of that type tell more of a service than its name.
[[nodiscard]] bool tells_of_rating(std::string_view type);

/// What an event with this `data` tells of the service that it names (`careledger.suspension.lifted`, and the extension
/// of a category, name none: the caller knows whom they concern). Nothing where it tells nothing. Allocates nothing.
[[nodiscard]] std::optional<Fact> fact_from(std::string_view type, core::event::Sequence sequence,
                                            core::time::Instant time, core::json::Value data);

}  // namespace careledger::projections::ratings
