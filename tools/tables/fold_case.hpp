#pragma once

#include <algorithm>
#include <string>

namespace careledger::tools::tables {

/// The letters of ASCII in lower case: people write "Home Care" and "home care" for the same.
[[nodiscard]] inline std::string fold_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

}  // namespace careledger::tools::tables
