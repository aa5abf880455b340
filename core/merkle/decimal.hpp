#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace careledger::core::merkle {

/// The one decimal text of a number, as all C2SP formats want it: digits alone, no sign, no leading zero.
[[nodiscard]] inline std::optional<std::uint64_t> parse_decimal(std::string_view text) {
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

}  // namespace careledger::core::merkle
