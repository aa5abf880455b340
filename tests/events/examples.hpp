#pragma once

#include <string_view>
#include <vector>

namespace careledger::events::examples {

/// Data that a client may send. `type` is without `careledger.`.
struct Good {
  std::string_view type;
  std::string_view data;
};

/// Data that is refused, with the pointers of what is wrong, and whether the JSON Schema can tell.
struct Bad {
  std::string_view type;
  std::string_view data;
  std::vector<std::string_view> pointers;
  bool by_schema = true;
};

/// Of each type at least one with all of its fields, in canonical form, and one with no more than it needs.
[[nodiscard]] const std::vector<Good>& good();
[[nodiscard]] const std::vector<Bad>& bad();

}  // namespace careledger::events::examples
