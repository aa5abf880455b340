#include "events/quality/events.hpp"

#include "events/checks.hpp"
#include "events/event_type.hpp"

namespace careledger::events::quality {

constexpr std::string_view AssuranceStatementExtended::constraints = service_or_category;
constexpr std::string_view SuspensionImposed::constraints = service_or_provider;
constexpr std::string_view BreachRaised::constraints = service_or_provider;
// No JSON Schema can compare two numbers.
constexpr std::string_view FeedbackReviewed::constraints =
    R"("description":"outcomes_delivered is not more than outcomes_set")";
constexpr std::string_view FeedbackSurveyed::constraints = R"("description":"positive is not more than responses")";

void AssuranceStatementExtended::check(const AssuranceStatementExtended& event, const Place& place) {
  check_exactly_one(event.service.has_value(), "service", event.category.has_value(), "category", place);
}

void SuspensionImposed::check(const SuspensionImposed& event, const Place& place) {
  check_exactly_one(event.service.has_value(), "service", event.provider.has_value(), "provider", place);
}

void BreachRaised::check(const BreachRaised& event, const Place& place) {
  check_exactly_one(event.service.has_value(), "service", event.provider.has_value(), "provider", place);
}

void FeedbackReviewed::check(const FeedbackReviewed& event, const Place& place) {
  if (event.outcomes_delivered > event.outcomes_set) {
    place.member("outcomes_delivered").wrong("must not be more than outcomes_set");
  }
}

void FeedbackSurveyed::check(const FeedbackSurveyed& event, const Place& place) {
  if (event.positive > event.responses) place.member("positive").wrong("must not be more than responses");
}

std::span<const EventType* const> types() {
  return types_of<InspectionScheduled, InspectionFindingsIssued, InspectionPublished, FocussedInspectionOrdered,
                  FocussedInspectionDeclined, QualityComponentScored, NoticeServed, AssuranceStatementSubmitted,
                  AssuranceStatementExtended, AssuranceStatementFalsified, ValidationRequested, ImprovementPlanRequired,
                  ImprovementPlanSubmitted, ImprovementPlanApproved, ImprovementPlanRejected,
                  ImprovementPlanCompletionRequested, ImprovementPlanCompleted, MultiAgencyReviewHeld, DialogueStarted,
                  FeedbackReviewed, FeedbackSurveyed, ComplaintReceived, ComplaintResolved, AlertRaised,
                  AlertInvestigated, AlertClosed, CreditAlertReceived, BreachRaised, BreachEvidenceAdded, BreachDecided,
                  SuspensionImposed, SuspensionLifted, RepresentationReceived, RepresentationDecided>();
}

}  // namespace careledger::events::quality
