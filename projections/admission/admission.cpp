#include "projections/admission/admission.hpp"

#include "projections/admission/commissioning.hpp"
#include "projections/admission/fees.hpp"
#include "projections/admission/joining.hpp"
#include "projections/admission/money.hpp"
#include "projections/admission/policies.hpp"
#include "projections/admission/references.hpp"
#include "projections/record/admission.hpp"

#include <algorithm>
#include <iterator>

namespace careledger::projections::admission {
namespace {

struct Judge {
  std::string_view type;
  Result<void> (*admit)(const Candidate&);
};

Result<void> admit_amendment(const Candidate& candidate) {
  return record::admit_amendment(candidate.event, candidate.before.view(), candidate.known_to_sender, candidate.base);
}

/// Types that are not here are admitted as they are.
constexpr Judge judges[] = {
    {"careledger.award.made", admit_award},
    {"careledger.call-monitoring.confirmed", admit_of_provider},
    {"careledger.carers.assessed", refers_to_what_is_there},
    {"careledger.choice.made", admit_choice},
    {"careledger.citizen.transition-choice", refers_to_what_is_there},
    {"careledger.direct-payment.started", refers_to_what_is_there},
    {"careledger.enrolment.accepted", admit_enrolment},
    {"careledger.event.corrected", admit_amendment},
    {"careledger.event.retracted", admit_amendment},
    {"careledger.fee-schedule.set", admit_fee_schedule},
    {"careledger.funding.agreed", admit_of_package},
    {"careledger.invoice.accepted", admit_of_invoice},
    {"careledger.invoice.corrected", admit_of_invoice},
    {"careledger.invoice.queried", admit_of_invoice},
    {"careledger.invoice.received", admit_of_package},
    {"careledger.lot.awarded", admit_lot},
    {"careledger.offer.declined", refers_to_what_is_there},
    {"careledger.offer.scored", refers_to_what_is_there},
    {"careledger.offer.submitted", admit_offer},
    {"careledger.offer.withdrawn", refers_to_what_is_there},
    {"careledger.open-book.returned", admit_of_provider},
    {"careledger.package.ended", refers_to_what_is_there},
    {"careledger.package.handed-back", refers_to_what_is_there},
    {"careledger.package.started", refers_to_what_is_there},
    {"careledger.package.varied", refers_to_what_is_there},
    {"careledger.payment-schedule.set", admit_of_package},
    {"careledger.payment.made", admit_payment},
    {"careledger.placement.made", refers_to_service},
    {"careledger.policy.adopted", admit_policy},
    {"careledger.price-review.applied", admit_price_review},
    {"careledger.requirement.cancelled", refers_to_what_is_there},
    {"careledger.requirement.published", admit_requirement},
    {"careledger.requirement.widened", admit_widening},
    {"careledger.top-up.agreed", admit_top_up},
    {"careledger.visit.recorded", admit_of_package},
};

}  // namespace

Result<void> admit(const Candidate& candidate) {
  const auto judge = std::find_if(std::begin(judges), std::end(judges),
                                  [&](const Judge& each) { return each.type == candidate.event.type; });
  return judge == std::end(judges) ? Result<void>{} : judge->admit(candidate);
}

}  // namespace careledger::projections::admission
