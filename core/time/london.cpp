#include "core/time/london.hpp"

#include "core/error/result.hpp"

#include <date/tz.h>

#include <chrono>
#include <exception>
#include <limits>

namespace careledger::core::time {
namespace {

constexpr int last_year = 2200;  // one more than an instant may have, for the days that a window adds
constexpr std::int64_t summer = 3600;

void add(std::vector<Stretch>& table, date::sys_seconds begin, std::int64_t offset) {
  // The British Standard Time of 1968 to 1971 is a change of name: the clocks stayed where they were.
  if (table.back().offset == offset) return;
  table.push_back({begin.time_since_epoch().count(), offset});
}

date::sys_seconds last_sunday(int year, date::month month) {
  using namespace std::chrono_literals;
  return date::sys_days{date::year{year} / month / date::Sunday[date::last]} + 1h;
}

std::vector<Stretch> read_table() {
  constexpr date::sys_seconds table_begin = date::sys_days{date::year{1900} / 1 / 1};
  constexpr date::sys_seconds table_end = date::sys_days{date::year{last_year} / 1 / 1};
  const date::time_zone* const zone = date::locate_zone("Europe/London");
  date::sys_info info = zone->get_info(table_begin);
  std::vector<Stretch> table{{std::numeric_limits<std::int64_t>::min(), info.offset.count()}};
  while (info.end < table_end) {
    info = zone->get_info(info.end);
    add(table, info.begin, info.offset.count());
  }
  // The library reads the compiled transitions, which end in 2037 (1995 in slim files), and not the rule that follows
  // them: `GMT0BST,M3.5.0/1,M10.5.0`, in force since 1996.
  const int known_year = static_cast<int>(date::year_month_day{date::floor<date::days>(info.begin)}.year());
  CARELEDGER_ASSERT(known_year >= 1995 && table.back().offset == 0);
  for (int year = known_year + 1; year <= last_year; ++year) {
    add(table, last_sunday(year, date::March), summer);
    add(table, last_sunday(year, date::October), 0);
  }
  return table;
}

// Without the tz database no legal day is known: the program can't answer at all, and says so.
std::vector<Stretch> read_or_stop() {
  bool found_europe_london_in_the_tz_database = false;
  std::vector<Stretch> table;
  try {
    table = read_table();
    found_europe_london_in_the_tz_database = true;
  } catch (const std::exception&) {
  }
  CARELEDGER_ASSERT(found_europe_london_in_the_tz_database);
  return table;
}

}  // namespace

std::span<const Stretch> london_stretches() {
  static const std::vector<Stretch> table = read_or_stop();
  return table;
}

}  // namespace careledger::core::time
