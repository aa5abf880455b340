#pragma once

#include <string>
#include <string_view>

namespace careledger::tools::tables {

/// A reference token of a pointer as the name that it stands for (RFC 6901 §4).
[[nodiscard]] inline std::string unescaped(std::string_view token) {
  std::string name;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escape = token[i] == '~' && i + 1 < token.size();
    name += escape ? (token[++i] == '1' ? '/' : '~') : token[i];
  }
  return name;
}

}  // namespace careledger::tools::tables
