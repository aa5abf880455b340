#include "events/relationship/events.hpp"

#include "events/event_type.hpp"

namespace careledger::events::relationship {

std::span<const EventType* const> types() {
  return types_of<ContractReviewHeld, CorrespondenceRecorded, SupportProvided, MonitoringVisitRecorded,
                  AccountManagerAssigned, TargetAgreed, TargetMeasured>();
}

}  // namespace careledger::events::relationship
