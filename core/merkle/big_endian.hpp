#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace careledger::core::merkle {

/// A number as so many bytes, the highest first, and back from at most eight.
[[nodiscard]] inline std::string to_big_endian(std::uint64_t number, std::size_t count) {
  std::string bytes(count, '\0');
  for (std::size_t i = count; i-- > 0; number >>= 8) bytes[i] = static_cast<char>(number & 0xff);
  return bytes;
}

[[nodiscard]] inline std::uint64_t from_big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<std::uint8_t>(byte);
  return number;
}

}  // namespace careledger::core::merkle
