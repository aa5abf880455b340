#pragma once

#include "core/error/result.hpp"
#include "core/time/calendar.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace careledger::tools::tables {

/// What a time means that London's clocks show twice, in the night when summer time ends.
enum class Twice : std::uint8_t { refused, earlier, later };

/// How a table writes days and times, in the notation of strptime: `%d/%m/%Y %H:%M`. A time without an offset (`%z`) is
/// what a clock in London shows; a format without a clock means the day's beginning.
class TimeFormat {
 public:
  /// Error: Fault::bad_request where the notation has no day or holds what is not known here.
  [[nodiscard]] static core::Result<TimeFormat> parse(std::string_view notation);

  /// Errors, all Fault::bad_request: the text has another form, there is no such day or time, London's clocks leave it
  /// out, or show it twice.
  [[nodiscard]] core::Result<core::time::Instant> instant(const std::string& text, Twice twice) const;
  [[nodiscard]] core::Result<core::time::Date> date(const std::string& text) const;

 private:
  explicit TimeFormat(std::string notation) : notation_(std::move(notation)) {}

  std::string notation_;
  bool has_clock_ = false;
  bool has_offset_ = false;
};

}  // namespace careledger::tools::tables
