#pragma once

#include <string_view>

namespace careledger::events {

/// Whether events can have that tag: a kind that the vocabulary knows, and an id (`service:1-117227134`).
[[nodiscard]] bool is_tag(std::string_view text);

}  // namespace careledger::events
