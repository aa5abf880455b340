#pragma once

#include "events/codec.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace careledger::events {

inline constexpr int periods_a_year = 13;

/// A stretch of a financial year that is invoiced and paid together: `2018-P01` to `2018-P13`.
struct Period {
  int year = 0;    // the one in which the financial year begins
  int number = 0;  // 1 to periods_a_year
  auto operator<=>(const Period&) const = default;
};

[[nodiscard]] std::string format(Period period);
/// Nothing where the text is no period.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text);

template <>
struct Codec<Period> {
  static void read(Period& out, json::Value value, const Place& place);
  static void write(const Period& period, std::string& out) { codec::append_plain(out, format(period)); }
  static void schema(json::Writer& out);
};

}  // namespace careledger::events
