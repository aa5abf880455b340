#include "tools/cqc/local_time.hpp"

#include "core/time/calendar.hpp"

#include <cstdint>
#include <string>

namespace careledger::tools::cqc {

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t hour = 3'600 * second;

/// ` hh:mm:ss` as microseconds, or a negative number.
std::int64_t time_of_day(std::string_view text) {
  constexpr std::string_view form = " 00:00:00";
  if (text.size() != form.size()) return -1;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == '0' ? !digit : text[i] != form[i]) return -1;
  }
  const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  if (two(1) > 23 || two(4) > 59 || two(7) > 59) return -1;
  return ((two(1) * 60 + two(4)) * 60 + two(7)) * second;
}

}  // namespace

core::Result<core::time::Instant> local_time(std::string_view text) {
  const auto date = core::time::parse_date(text.substr(0, 10));
  const auto clock = text.size() > 10 ? time_of_day(text.substr(10)) : -1;
  if (!date || clock < 0) {
    return core::fail(core::Fault::bad_request,
                      "'" + std::string(text) + "' is no time, YYYY-MM-DD hh:mm:ss, by London's clocks");
  }
  const auto begin = core::time::start_of_day(*date);
  const auto length = core::time::end_of_day(*date).micros - begin.micros;
  // The clocks change between one and two in the night, by the hour that the day is too short or too long.
  const auto change = clock < 2 * hour ? 0 : 24 * hour - length;
  return core::time::Instant{begin.micros + clock - change};
}

}  // namespace careledger::tools::cqc
