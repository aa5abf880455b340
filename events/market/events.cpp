#include "events/market/events.hpp"

#include "events/event_type.hpp"
#include "events/market/joining.hpp"
#include "events/market/pricing.hpp"

namespace careledger::events::market {

std::span<const EventType* const> types() {
  return types_of<PolicyAdopted, IndexPublished, FeeScheduleSet, PriceReviewApplied, PaymentCalendarPublished,
                  ProviderRegistered, ProviderChanged, ServiceRegistered, ServiceRegistrationChanged, ServiceSucceeded,
                  ServiceClosed, EnrolmentApplied, EvidenceRecorded, DisclosureAssessed, EnrolmentAccepted,
                  EnrolmentRefused, EnrolmentEnded, LotAwarded, LotEnded, SpecialismApproved, SpecialismEnded,
                  BlockContractHeld, BlockContractEnded, ContractSigned, ContractVaried, ContractTerminated>();
}

}  // namespace careledger::events::market
