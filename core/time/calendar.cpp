#include "core/time/calendar.hpp"

#include "core/time/london.hpp"

#include <algorithm>
#include <array>

namespace careledger::core::time {
namespace {

constexpr std::int64_t micros_a_second = 1'000'000;
constexpr std::int64_t seconds_a_day = 86'400;
constexpr std::int64_t micros_a_day = seconds_a_day * micros_a_second;
constexpr std::int64_t greatest_offset = 7200;
constexpr int first_year = 1900;
constexpr int last_year = 2199;
constexpr int widest_months = (last_year - first_year + 1) * 12;  // more leads out of the range from anywhere

bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(int year, int month) {
  constexpr std::array days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

// What a clock on a wall in London shows.
struct WallClock {
  std::int64_t day;
  std::int64_t micros;  // since that day's 00:00
};

WallClock wall_clock(Instant instant) {
  const std::int64_t seconds = floor_divide(instant.micros, micros_a_second);
  const auto table = london_stretches();
  const auto next = std::upper_bound(table.begin(), table.end(), seconds,
                                     [](std::int64_t at, const Stretch& stretch) { return at < stretch.begin; });
  const std::int64_t local = instant.micros + (next - 1)->offset * micros_a_second;
  const std::int64_t day = floor_divide(local, micros_a_day);
  return {day, local - day * micros_a_day};
}

struct Found {
  std::int64_t seconds;  // UTC: the earliest at which the clocks show the wall-clock time
  std::int64_t change;   // UTC: when the clocks jumped over it, where they did
  bool skipped;          // no clock ever showed it; `seconds` is by the offset before the change
};

// From wall-clock seconds (counted as if they were UTC) to UTC.
Found find(std::int64_t local) {
  const auto table = london_stretches();
  auto stretch = std::upper_bound(table.begin(), table.end(), local - greatest_offset,
                                  [](std::int64_t at, const Stretch& s) { return at < s.begin; }) -
                 1;
  for (;; ++stretch) {
    const std::int64_t seconds = local - stretch->offset;
    const auto next = stretch + 1;
    if (next == table.end() || seconds < next->begin) return {seconds, 0, false};
    if (local - next->offset < next->begin) return {seconds, next->begin, true};
  }
}

Instant at_wall_clock(WallClock clock) {
  const std::int64_t seconds = clock.micros / micros_a_second;
  const Found found = find(clock.day * seconds_a_day + seconds);
  const Instant instant{found.seconds * micros_a_second + clock.micros % micros_a_second};
  return std::clamp(instant, earliest, latest);
}

}  // namespace

Result<Date> parse_date(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00";
  const auto digit = [&](std::size_t i) { return text[i] - '0'; };
  bool shaped = text.size() == shape.size();
  for (std::size_t i = 0; shaped && i < shape.size(); ++i) {
    shaped = shape[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == shape[i];
  }
  if (!shaped) return fail(Fault::bad_request, "not a date: YYYY-MM-DD");
  const int year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  const int month = digit(5) * 10 + digit(6);
  const int day = digit(8) * 10 + digit(9);
  if (year < first_year || year > last_year) return fail(Fault::bad_request, "a year is 1900 to 2199");
  if (month < 1 || month > 12) return fail(Fault::bad_request, "a month is 01 to 12");
  if (day < 1 || day > days_in_month(year, month)) return fail(Fault::bad_request, "the month has no such day");
  return date_of({year, month, day});
}

std::string format(Date date) {
  const YearMonthDay parts = civil(date);
  CARELEDGER_ASSERT(parts.year >= 0 && parts.year <= 9999);
  std::string text = "0000-00-00";
  const auto put = [&](std::size_t begin, std::size_t width, int value) {
    for (std::size_t i = begin + width; i-- > begin; value /= 10) text[i] = static_cast<char>('0' + value % 10);
  };
  put(0, 4, parts.year);
  put(5, 2, parts.month);
  put(8, 2, parts.day);
  return text;
}

// Both count eras of 400 years from 1 March, so that a leap day is the last of its year.
YearMonthDay civil(Date date) {
  const std::int64_t from_march_0 = std::int64_t{date.days} + 719'468;
  const std::int64_t era = floor_divide(from_march_0, 146'097);
  const int day_of_era = static_cast<int>(from_march_0 - era * 146'097);
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted = (5 * day_of_year + 2) / 153;  // 0 is March
  const int month = shifted < 10 ? shifted + 3 : shifted - 9;
  const int year = static_cast<int>(era) * 400 + year_of_era + (month <= 2 ? 1 : 0);
  return {year, month, day_of_year - (153 * shifted + 2) / 5 + 1};
}

Date date_of(YearMonthDay civil) {
  const int year = civil.month <= 2 ? civil.year - 1 : civil.year;
  const std::int64_t era = floor_divide(year, 400);
  const int year_of_era = static_cast<int>(year - era * 400);
  const int shifted = civil.month > 2 ? civil.month - 3 : civil.month + 9;
  const int day_of_year = (153 * shifted + 2) / 5 + civil.day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return Date{static_cast<std::int32_t>(era * 146'097 + day_of_era - 719'468)};
}

Date add_months(Date date, int months) {
  const YearMonthDay from = civil(date);
  const std::int64_t index =
      std::int64_t{from.year} * 12 + from.month - 1 + std::clamp(months, -widest_months, widest_months);
  const int year = static_cast<int>(floor_divide(index, 12));
  const int month = static_cast<int>(index - std::int64_t{year} * 12) + 1;
  return date_of({year, month, std::min(from.day, days_in_month(year, month))});
}

Instant start_of_day(Date date) {
  const Found found = find(date.days * seconds_a_day);
  // Clocks that jump over midnight begin the day at the jump.
  return Instant{(found.skipped ? found.change : found.seconds) * micros_a_second};
}

Date london_day(Instant instant) {
  return Date{static_cast<std::int32_t>(wall_clock(instant).day)};
}

Instant add_london_days(Instant instant, int days) {
  if (days == 0) return instant;
  constexpr int widest_days = widest_months * 31;
  WallClock clock = wall_clock(instant);
  clock.day += std::clamp(days, -widest_days, widest_days);
  return at_wall_clock(clock);
}

Instant add_london_months(Instant instant, int months) {
  if (months == 0) return instant;
  WallClock clock = wall_clock(instant);
  clock.day = add_months(Date{static_cast<std::int32_t>(clock.day)}, months).days;
  return at_wall_clock(clock);
}

}  // namespace careledger::core::time
