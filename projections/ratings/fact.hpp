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
  // What no rating follows from: it counts for feedback, for triggers and for what is due.
  reviewed = 20,
  surveyed = 21,
  complaint_received = 22,
  complaint_resolved = 23,
  alert_raised = 24,
  alert_closed = 25,
  notice_served = 26,
  credit_alert = 27,
  breach_raised = 28,
  breach_decided = 29,
  focussed_ordered = 30,
  focussed_declined = 31,
  validation_requested = 32,
  evidence_recorded = 33,
  breach_raised_elsewhere = 34,  // as a service is told of a breach raised for another; never stored
};
inline constexpr std::uint8_t fact_kind_count = 35;

enum class Registration : std::uint8_t { registered, dormant, cancelled };
inline constexpr std::array<std::string_view, 3> registration_names{"registered", "dormant", "cancelled"};

/// How grave an alert is, or how great the risk of a credit alert. The numbers are the storage format.
enum class Level : std::uint8_t { low, medium, high, immediate };
inline constexpr std::array<std::string_view, 4> level_names{"low", "medium", "high", "immediate"};

/// Whether the citizen recommends the service.
enum class Recommends : std::uint8_t { unasked, yes, no };

/// What an event tells of a service, in 56 bytes. Only the fields of its kind have a meaning.
struct Fact {
  core::time::Instant time{};
  core::event::Sequence sequence = 0;
  std::uint64_t key = 0;    // of the statement, plan, scheme, suspension, complaint, alert, breach or item of evidence;
                            // reviewed, registered: of the service; focussed_*: the letters of the triggers, a bit each
  std::uint32_t part = 0;   // reviewed: outcomes delivered; surveyed: positive answers
  std::uint32_t whole = 0;  // reviewed: outcomes set; surveyed: all answers
  core::time::Date day{};   // inspection: the visit; extension, plan: the due day; evidence: its end; where has_day
  DomainRatings domains{};  // inspection
  FactKind kind = FactKind::named;
  Inspector inspector = Inspector::cqc;                            // inspection
  InspectionKind inspection = InspectionKind::full;                // inspection
  Outcome outcome = Outcome::not_rated;                            // inspection
  Band declared = Band::unrated;                                   // statement; unrated: none
  policies::Category category = policies::Category::home_support;  // registered, extension
  Component component = Component::questionnaire;                  // component_scored
  std::uint8_t score = 0;                                          // component_scored, 0 to 100
  Level level = Level::low;                                        // alert_raised, credit_alert
  Recommends recommends = Recommends::unasked;                     // reviewed
  Registration registration = Registration::registered;            // registration_changed
  bool has_day = false;                                            // inspection, extension, plan
  bool out_of_city = false;                                        // registered
  bool shortfalls = false;                                         // statement
  bool improvements = false;                                       // statement
  bool satisfactory = false;                                       // plan_completed; upheld, of complaint and breach
  bool of_category = false;                                        // extension: for all of it
  bool of_provider = false;                                        // suspended: all its services

  bool operator==(const Fact&) const = default;
};

static_assert(std::is_trivially_copyable_v<Fact> && sizeof(Fact) <= 56);

/// Facts fold in this order.
[[nodiscard]] inline bool before(const Fact& a, const Fact& b) {
  return a.time != b.time ? a.time < b.time : a.sequence < b.sequence;
}

/// Fixed size, little-endian, with a version byte first.
inline constexpr std::size_t encoded_fact_size = 51;
[[nodiscard]] std::string encode(const Fact& fact);
/// Nothing where the bytes are no fact of this version.
[[nodiscard]] std::optional<Fact> decode(std::string_view bytes);

/// Whether a rating follows from events of that type by more than that they name the service.
[[nodiscard]] bool tells_of_rating(std::string_view type);

/// What an event with this `data` tells of the service that it names (`careledger.suspension.lifted`, and the extension
/// of a category, name none: the caller knows whom they concern). Nothing where it tells nothing. Allocates nothing.
[[nodiscard]] std::optional<Fact> fact_from(std::string_view type, core::event::Sequence sequence,
                                            core::time::Instant time, core::json::Value data);

}  // namespace careledger::projections::ratings
