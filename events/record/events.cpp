#include "events/record/events.hpp"

#include "events/event_type.hpp"

namespace careledger::events::record {

constexpr std::string_view EventCorrected::constraints = R"("anyOf":[{"required":["time"]},{"required":["data"]}])";

void EventCorrected::check(const EventCorrected& event, const Place& place) {
  if (!event.time && !event.data) place.wrong("must have time or data, or it corrects nothing");
}

std::span<const EventType* const> types() {
  return types_of<EventCorrected, EventRetracted>();
}

}  // namespace careledger::events::record
