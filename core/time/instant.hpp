#pragma once

#include "core/error/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace careledger::core::time {

/// A point in time: microseconds since 1970-01-01T00:00:00Z, leap seconds not counted. Years 1900 to 2199.
struct Instant {
  std::int64_t micros = 0;
  auto operator<=>(const Instant&) const = default;
};

inline constexpr Instant earliest{-2'208'988'800'000'000};  // 1900-01-01T00:00:00Z
inline constexpr Instant latest{7'258'118'399'999'999};     // 2199-12-31T23:59:59.999999Z

/// RFC 3339 with an offset (`Z` or `±hh:mm`) and at most six fraction digits; no `:60`, no `24:00`, years 1900 to 2199
/// as written and in UTC. Stricter than RFC 3339: a lower-case `t` or `z`, or a space where the `T` stands, is refused.
/// Error: Fault::bad_request with what is wrong.
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);

/// `2019-03-01T00:00:00Z`; six fraction digits where the fraction is not zero. Precondition: years 0 to 9999.
[[nodiscard]] std::string format(Instant instant);

/// Always six fraction digits, 27 characters: the form of `recordedtime`.
[[nodiscard]] std::string format_recorded(Instant instant);

/// The clock of the machine. Decisions never call it: they are handed an instant.
[[nodiscard]] Instant now();

}  // namespace careledger::core::time
