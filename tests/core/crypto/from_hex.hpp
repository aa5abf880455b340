#pragma once

#include <string>
#include <string_view>

namespace careledger::tests {

/// The bytes of a vector written in hexadecimal.
inline std::string from_hex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

}  // namespace careledger::tests
