#include "tools/tables/time_format.hpp"

#include "core/time/local.hpp"

#include <date/date.h>

#include <chrono>
#include <locale>
#include <optional>
#include <sstream>

namespace careledger::tools::tables {
namespace {

using core::fail;
using core::Fault;
using std::chrono::microseconds;

constexpr std::string_view known = "dmYybBFHIMSpTRz%";
constexpr std::string_view days = "dF";
constexpr std::string_view clocks = "HIMTR";

/// What a text says, before London has a word in it.
struct Read {
  core::time::Date day;
  std::int64_t micros;  // after 00:00
  std::int64_t ahead;   // microseconds that it is ahead of UTC, by its own offset
};

std::optional<Read> read(const std::string& text, const std::string& notation) {
  std::istringstream in(text);
  in.imbue(std::locale::classic());
  date::local_time<microseconds> local;
  std::string abbreviation;
  std::chrono::minutes offset{0};
  date::from_stream(in, notation.c_str(), local, &abbreviation, &offset);
  if (in.fail() || in.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
  const auto day = date::floor<date::days>(local);
  // Days far away are beyond the calendar, and there is no day that has no year of four digits.
  const auto written = core::time::parse_date(date::format("%F", day));
  if (!written) return std::nullopt;
  return Read{.day = *written, .micros = (local - day).count(), .ahead = microseconds(offset).count()};
}

}  // namespace

core::Result<TimeFormat> TimeFormat::parse(std::string_view notation) {
  TimeFormat format{std::string(notation)};
  bool has_day = false;
  for (auto at = notation.find('%'); at != std::string_view::npos; at = notation.find('%', at + 2)) {
    const char specifier = at + 1 < notation.size() ? notation[at + 1] : ' ';
    if (known.find(specifier) == std::string_view::npos) {
      return fail(Fault::bad_request, "is no format: behind % stands one of " + std::string(known));
    }
    has_day = has_day || days.find(specifier) != std::string_view::npos;
    format.has_clock_ = format.has_clock_ || clocks.find(specifier) != std::string_view::npos;
    format.has_offset_ = format.has_offset_ || specifier == 'z';
  }
  if (!has_day) return fail(Fault::bad_request, "is no format: it says no day");
  return format;
}

core::Result<core::time::Instant> TimeFormat::instant(const std::string& text, Twice twice) const {
  const auto found = read(text, notation_);
  if (!found) return fail(Fault::bad_request, "is no time of the form " + notation_);
  if (!has_clock_) return core::time::start_of_day(found->day);
  if (has_offset_) {
    constexpr std::int64_t micros_a_day = 86'400'000'000;
    return core::time::Instant{found->day.days * micros_a_day + found->micros - found->ahead};
  }
  const auto shown = core::time::instants_shown(found->day, found->micros);
  if (shown.empty()) return fail(Fault::bad_request, "never was: London's clocks went forward over it");
  if (shown.size() == 2 && twice == Twice::refused) {
    return fail(Fault::bad_request, "was twice: London's clocks went back over it; the map may say which is meant");
  }
  return twice == Twice::later ? shown.back() : shown.front();
}

core::Result<core::time::Date> TimeFormat::date(const std::string& text) const {
  const auto found = read(text, notation_);
  if (!found) return fail(Fault::bad_request, "is no day of the form " + notation_);
  return found->day;
}

}  // namespace careledger::tools::tables
