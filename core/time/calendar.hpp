#pragma once

#include "core/error/result.hpp"
#include "core/time/instant.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace careledger::core::time {

/// A calendar day, as days since 1970-01-01 (proleptic Gregorian).
struct Date {
  std::int32_t days = 0;
  auto operator<=>(const Date&) const = default;
};

struct YearMonthDay {
  int year;
  int month;  // 1 to 12
  int day;    // 1 to 31
};

/// `YYYY-MM-DD`, years 1900 to 2199. Error: Fault::bad_request.
[[nodiscard]] Result<Date> parse_date(std::string_view text);
[[nodiscard]] std::string format(Date date);

[[nodiscard]] YearMonthDay civil(Date date);
[[nodiscard]] Date date_of(YearMonthDay civil);

/// Keeps the day of the month, or takes the month's last day: 31 August + 6 months is 28 (29) February. No more than
/// 300 years are added.
[[nodiscard]] Date add_months(Date date, int months);
[[nodiscard]] inline Date add_days(Date date, int days) {
  return Date{date.days + days};
}

/// The instant at which that day begins in Europe/London: 00:00 local time, GMT or BST by the tz database; of two 00:00
/// the earlier, and the change itself where the clocks jump over 00:00.
[[nodiscard]] Instant start_of_day(Date date);
/// The instant at which that day is over: what comes then is of the next day.
[[nodiscard]] inline Instant end_of_day(Date date) {
  return start_of_day(add_days(date, 1));
}
/// The Europe/London calendar day on which the instant falls.
[[nodiscard]] Date london_day(Instant instant);

/// The same wall-clock time in London so many calendar days or months away (a window of "28 days" or "three months").
/// A time that the clocks show twice is the earlier one; one that they jump over moves on by the length of the jump
/// (01:30 is 02:30 BST, as in RFC 5545), so that no window is cut short. Stays within `earliest` and `latest`.
[[nodiscard]] Instant add_london_days(Instant instant, int days);
[[nodiscard]] Instant add_london_months(Instant instant, int months);

}  // namespace careledger::core::time
