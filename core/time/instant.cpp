#include "core/time/instant.hpp"

#include "core/time/calendar.hpp"

#include <chrono>

namespace careledger::core::time {
namespace {

constexpr std::int64_t micros_a_second = 1'000'000;
constexpr std::int64_t seconds_a_day = 86'400;
constexpr std::int64_t micros_a_day = seconds_a_day * micros_a_second;
constexpr std::size_t seconds_end = 19;  // of `2019-03-01T00:00:00`
constexpr std::size_t max_fraction = 6;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int two_digits(const char* at) {
  return (at[0] - '0') * 10 + (at[1] - '0');
}

// Digits and separators of `2019-03-01T00:00:00`, without their meaning. The letters may be small (RFC 3339 §5.6).
bool has_shape(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00T00:00:00";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool fits = shape[i] == '0' ? is_digit(text[i]) : text[i] == shape[i] || (shape[i] == 'T' && text[i] == 't');
    if (!fits) return false;
  }
  return true;
}

tl::unexpected<Error> bad(const char* what) {
  return fail(Fault::bad_request, what);
}

// The fraction's microseconds; `text` begins at the point and is cut behind the last digit.
Result<std::int64_t> take_fraction(std::string_view& text) {
  std::size_t digits = 0;
  std::int64_t micros = 0;
  for (text.remove_prefix(1); !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
    if (++digits > max_fraction) return bad("an instant has at most six fraction digits");
    micros = micros * 10 + (text.front() - '0');
  }
  if (digits == 0) return bad("a fraction of a second needs a digit after its point");
  for (; digits < max_fraction; ++digits) micros *= 10;
  return micros;
}

// Seconds that local time is ahead of UTC: `Z`, `+01:00`, `-00:00`.
Result<std::int64_t> read_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.empty()) return bad("an instant needs an offset: Z or ±hh:mm");
  const bool shaped = text.size() == 6 && (text[0] == '+' || text[0] == '-') && is_digit(text[1]) &&
                      is_digit(text[2]) && text[3] == ':' && is_digit(text[4]) && is_digit(text[5]);
  if (!shaped) return bad("an instant ends with its offset: Z or ±hh:mm");
  const int hours = two_digits(text.data() + 1);
  const int minutes = two_digits(text.data() + 4);
  if (hours > 23 || minutes > 59) return bad("an offset is at most 23:59");
  const int seconds = hours * 3600 + minutes * 60;
  return text[0] == '-' ? -seconds : seconds;
}

tl::unexpected<Error> explain_shape(std::string_view text) {
  if (text.size() > 10 && text[10] == ' ') return bad("a T, not a space, stands between an instant's day and its time");
  return bad("not an instant: YYYY-MM-DDThh:mm:ss, a fraction if need be, and an offset");
}

// Writes `value` right-aligned with leading zeros.
void put(char* at, int width, std::int64_t value) {
  for (int i = width - 1; i >= 0; --i, value /= 10) at[i] = static_cast<char>('0' + value % 10);
}

std::string write(Instant instant, bool fraction) {
  std::int64_t day = instant.micros / micros_a_day;
  std::int64_t in_day = instant.micros % micros_a_day;
  if (in_day < 0) {
    in_day += micros_a_day;
    --day;
  }
  const YearMonthDay date = civil(Date{static_cast<std::int32_t>(day)});
  CARELEDGER_ASSERT(date.year >= 0 && date.year <= 9999);
  const std::int64_t second = in_day / micros_a_second;
  std::string text = fraction ? "0000-00-00T00:00:00.000000Z" : "0000-00-00T00:00:00Z";
  char* const at = text.data();
  put(at, 4, date.year);
  put(at + 5, 2, date.month);
  put(at + 8, 2, date.day);
  put(at + 11, 2, second / 3600);
  put(at + 14, 2, second / 60 % 60);
  put(at + 17, 2, second % 60);
  if (fraction) put(at + 20, 6, in_day % micros_a_second);
  return text;
}

}  // namespace

Result<Instant> parse_instant(std::string_view text) {
  if (text.size() < seconds_end || !has_shape(text)) return explain_shape(text);
  // The day is judged by the calendar's own parser: one place knows which days exist.
  const Result<Date> day = parse_date(text.substr(0, 10));
  if (!day) return fail(day.error());
  const int hour = two_digits(text.data() + 11);
  const int minute = two_digits(text.data() + 14);
  const int second = two_digits(text.data() + 17);
  if (hour > 23) return bad("an hour is 00 to 23");
  if (minute > 59) return bad("a minute is 00 to 59");
  if (second > 59) return bad("a second is 00 to 59: leap seconds are not counted");

  std::string_view rest = text.substr(seconds_end);
  std::int64_t fraction = 0;
  if (!rest.empty() && rest.front() == '.') {
    const Result<std::int64_t> micros = take_fraction(rest);
    if (!micros) return fail(micros.error());
    fraction = *micros;
  }
  const Result<std::int64_t> offset = read_offset(rest);
  if (!offset) return fail(offset.error());

  const std::int64_t seconds = day->days * seconds_a_day + hour * 3600 + minute * 60 + second - *offset;
  const Instant instant{seconds * micros_a_second + fraction};
  if (instant < earliest || instant > latest) return bad("an instant lies in the years 1900 to 2199, in UTC too");
  return instant;
}

std::string format(Instant instant) {
  return write(instant, instant.micros % micros_a_second != 0);
}

std::string format_recorded(Instant instant) {
  return write(instant, true);
}

Instant now() {
  using std::chrono::duration_cast, std::chrono::microseconds;
  return Instant{duration_cast<microseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

}  // namespace careledger::core::time
