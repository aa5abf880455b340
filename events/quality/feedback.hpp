#pragma once

#include "events/family.hpp"

/// What citizens say of a service. These structs are the storage format: past tense, append only; a changed meaning is
/// a new version of the schema.
namespace careledger::events::quality {

/// A social work review.
struct FeedbackReviewed {
  static constexpr std::string_view type = "careledger.feedback.reviewed";
  static const std::string_view constraints;
  ServiceId service;
  std::optional<CitizenId> citizen;
  Count outcomes_set;
  Count outcomes_delivered;
  Nullable<bool> recommends;  // null: not asked, or no answer

  static void check(const FeedbackReviewed& event, const Place& place);
};
BOOST_DESCRIBE_STRUCT(FeedbackReviewed, (), (service, citizen, outcomes_set, outcomes_delivered, recommends))

enum class Surveyor : std::uint8_t { provider, healthwatch };
BOOST_DESCRIBE_ENUM(Surveyor, provider, healthwatch)

struct FeedbackSurveyed {
  static constexpr std::string_view type = "careledger.feedback.surveyed";
  static const std::string_view constraints;
  ServiceId service;
  Count responses;
  Count positive;
  std::optional<Surveyor> by;

  static void check(const FeedbackSurveyed& event, const Place& place);
};
BOOST_DESCRIBE_STRUCT(FeedbackSurveyed, (), (service, responses, positive, by))

}  // namespace careledger::events::quality
