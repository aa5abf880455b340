#include "events/commissioning/events.hpp"

#include "events/checks.hpp"
#include "events/commissioning/awards.hpp"
#include "events/commissioning/citizens.hpp"
#include "events/commissioning/offers.hpp"
#include "events/commissioning/packages.hpp"
#include "events/commissioning/requirements.hpp"

namespace careledger::events::commissioning {

constexpr std::string_view CarersAssessed::constraints = package_or_requirement;

void CarersAssessed::check(const CarersAssessed& event, const Place& place) {
  check_exactly_one(event.package.has_value(), "package", event.requirement.has_value(), "requirement", place);
}

std::span<const EventType* const> types() {
  return types_of<RequirementPublished, RequirementWidened, RequirementCancelled, OfferSubmitted, OfferDeclined,
                  OfferWithdrawn, OfferScored, ChoiceMade, AwardMade, TopUpAgreed, PlacementMade, PackageStarted,
                  PackageEnded, PackageHandedBack, PackageVaried, CarersAssessed, DirectPaymentStarted,
                  DirectPaymentEnded, CitizenTransitionChoice, CitizenRegistered>();
}

}  // namespace careledger::events::commissioning
