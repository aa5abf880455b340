#include "events/quality/inspections.hpp"

#include "events/place.hpp"

#include <string>

namespace careledger::events::quality {
namespace {

bool is_word_of(Inspector inspector, Outcome outcome) {
  switch (outcome) {
    case Outcome::outstanding:
    case Outcome::good:
    case Outcome::requires_improvement:
      return inspector == Inspector::cqc;
    case Outcome::gold:
    case Outcome::silver:
    case Outcome::bronze:
      return inspector == Inspector::council || inspector == Inspector::iqa;
    case Outcome::inadequate:
      return inspector != Inspector::nhs;
    case Outcome::bright_green:
    case Outcome::green:
    case Outcome::amber:
    case Outcome::red:
      return inspector == Inspector::nhs;
    case Outcome::not_rated:
      return true;
  }
  return false;
}

}  // namespace

constexpr std::string_view InspectionPublished::constraints =
    R"("oneOf":[)"
    R"({"properties":{"inspector":{"const":"cqc"},)"
    R"("outcome":{"enum":["outstanding","good","requires_improvement","inadequate","not_rated"]}}},)"
    R"({"properties":{"inspector":{"enum":["council","iqa"]},)"
    R"("outcome":{"enum":["gold","silver","bronze","inadequate","not_rated"]}}},)"
    R"({"properties":{"inspector":{"const":"nhs"},)"
    R"("outcome":{"enum":["bright_green","green","amber","red","not_rated"]}}}])";

void InspectionPublished::check(const InspectionPublished& event, const Place& place) {
  if (is_word_of(event.inspector, event.outcome)) return;
  std::string detail = "must be a word of the inspector " + std::string(text(event.inspector)) + ":";
  for (std::size_t i = 0; i < words_of<Outcome>.size(); ++i) {
    if (is_word_of(event.inspector, static_cast<Outcome>(i))) detail.append(" ").append(words_of<Outcome>[i]);
  }
  place.member("outcome").wrong(detail);
}

}  // namespace careledger::events::quality
