#include "events/market/pricing.hpp"

#include "events/place.hpp"

#include <string>

namespace careledger::events::market {

// No JSON Schema can compare a decimal that is a string, or two days.
constexpr std::string_view IndexPublished::constraints =
    R"("description":"value is more than nothing where index is nlw or care_wage")";
constexpr std::string_view PaymentCalendarPublished::constraints =
    R"("description":"periods are of the year, ascend, end no earlier than they begin, and share no day")";

void IndexPublished::check(const IndexPublished& event, const Place& place) {
  if (event.index == Index::cpih || event.value.millionths() > 0) return;
  place.member("value").wrong("must be more than nothing: it is pounds an hour");
}

void PaymentCalendarPublished::check(const PaymentCalendarPublished& event, const Place& place) {
  const CalendarPeriod* last = nullptr;
  const Place list = place.member("periods");
  for (std::size_t i = 0; i < event.periods.size(); ++i) {
    const auto& each = event.periods[i];
    const Place at = list.element(i);
    if (each.period.year != event.year.value) at.member("period").wrong("must be of the calendar's year");
    if (each.to < each.from) at.member("to").wrong("must not lie before from");
    if (last != nullptr && each.period <= last->period) at.member("period").wrong("must come after the one before it");
    if (last != nullptr && each.from <= last->to) at.member("from").wrong("must lie after the period before it");
    last = &each;
  }
}

}  // namespace careledger::events::market
