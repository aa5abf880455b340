#pragma once

#include "events/family.hpp"

/// Improvement plans and what follows where they fail. These structs are the storage format: past tense, append only;
/// a changed meaning is a new version of the schema.
namespace careledger::events::quality {

struct ImprovementPlanRequired {
  static constexpr std::string_view type = "careledger.improvement-plan.required";
  PlanId plan;
  ServiceId service;
  Date due;  // to submit it
};
BOOST_DESCRIBE_STRUCT(ImprovementPlanRequired, (), (plan, service, due))

struct PlannedAction {
  Words action;
  Date due;
};
BOOST_DESCRIBE_STRUCT(PlannedAction, (), (action, due))

struct ImprovementPlanSubmitted {
  static constexpr std::string_view type = "careledger.improvement-plan.submitted";
  static constexpr bool receipt_timed = true;
  PlanId plan;
  ServiceId service;
  std::vector<PlannedAction> actions;
};
BOOST_DESCRIBE_STRUCT(ImprovementPlanSubmitted, (), (plan, service, actions))

struct ImprovementPlanApproved {
  static constexpr std::string_view type = "careledger.improvement-plan.approved";
  PlanId plan;
  ServiceId service;
  std::optional<Date> due;  // to complete it
  std::optional<Words> reason;
};
BOOST_DESCRIBE_STRUCT(ImprovementPlanApproved, (), (plan, service, due, reason))

struct ImprovementPlanRejected {
  static constexpr std::string_view type = "careledger.improvement-plan.rejected";
  PlanId plan;
  ServiceId service;
  std::optional<Date> due;
  std::optional<Words> reason;
};
BOOST_DESCRIBE_STRUCT(ImprovementPlanRejected, (), (plan, service, due, reason))

/// Stops the plan's clock.
struct ImprovementPlanCompletionRequested {
  static constexpr std::string_view type = "careledger.improvement-plan.completion-requested";
  static constexpr bool receipt_timed = true;
  PlanId plan;
  ServiceId service;
};
BOOST_DESCRIBE_STRUCT(ImprovementPlanCompletionRequested, (), (plan, service))

/// What the council found on its visit.
struct ImprovementPlanCompleted {
  static constexpr std::string_view type = "careledger.improvement-plan.completed";
  PlanId plan;
  ServiceId service;
  bool satisfactory = false;
};
BOOST_DESCRIBE_STRUCT(ImprovementPlanCompleted, (), (plan, service, satisfactory))

enum class ReviewDecision : std::uint8_t { continue_, decommission };
BOOST_DESCRIBE_ENUM(ReviewDecision, continue_, decommission)

struct MultiAgencyReviewHeld {
  static constexpr std::string_view type = "careledger.multi-agency-review.held";
  ServiceId service;
  OneOrMore<Name> attendees;
  ReviewDecision decision{};
  std::optional<PlanId> plan;
};
BOOST_DESCRIBE_STRUCT(MultiAgencyReviewHeld, (), (service, attendees, decision, plan))

struct DialogueStarted {
  static constexpr std::string_view type = "careledger.dialogue.started";
  ServiceId service;
  Words reason;
};
BOOST_DESCRIBE_STRUCT(DialogueStarted, (), (service, reason))

}  // namespace careledger::events::quality
