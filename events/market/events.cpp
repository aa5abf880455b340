#include "events/market/events.hpp"

#include "events/event_type.hpp"

namespace careledger::events::market {

std::span<const EventType* const> types() {
  return types_of<PolicyAdopted, ProviderRegistered, ProviderChanged, ServiceRegistered, ServiceRegistrationChanged,
                  ServiceSucceeded, ServiceClosed>();
}

}  // namespace careledger::events::market
