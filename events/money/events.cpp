#include "events/money/events.hpp"

#include "events/checks.hpp"
#include "events/money/payments.hpp"
#include "events/money/visits.hpp"

namespace careledger::events::money {

// No JSON Schema can compare two instants.
constexpr std::string_view VisitRecorded::constraints =
    R"("description":"planned_end lies after planned_start, and end not before start")";
constexpr std::string_view PaymentMade::constraints =
    R"("oneOf":[{"required":["invoice"],"properties":{"package":false,"period":false}},)"
    R"({"required":["package","period"],"properties":{"invoice":false}}])";

void VisitRecorded::check(const VisitRecorded& event, const Place& place) {
  if (event.planned_end <= event.planned_start) place.member("planned_end").wrong("must lie after planned_start");
  if (event.start && event.end && *event.end < *event.start) place.member("end").wrong("must not lie before start");
}

void PaymentMade::check(const PaymentMade& event, const Place& place) {
  check_exactly_one(event.invoice.has_value(), "invoice", event.package.has_value(), "package", place);
  if (event.package && !event.period) place.member("period").wrong("is missing: a package is paid for a period");
  if (event.invoice && event.period) place.member("period").wrong("is that of the invoice, and is left out");
}

std::span<const EventType* const> types() {
  return types_of<VisitRecorded, CallMonitoringConfirmed, FundingAgreed, PaymentScheduleSet, InvoiceReceived,
                  InvoiceQueried, InvoiceAccepted, InvoiceCorrected, PaymentMade, OpenBookReturned>();
}

}  // namespace careledger::events::money
