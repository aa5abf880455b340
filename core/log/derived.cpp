#include "core/log/derived.hpp"

#include <cstring>

namespace careledger::core::log {

std::string_view name(Family family) {
  switch (family) {
    case Family::ids:
      return "ids";
    case Family::tags:
      return "tags";
    case Family::tiles:
      return "tiles";
    case Family::times:
      return "times";
    case Family::facts:
      return "facts";
  }
  return "unknown";
}

void DerivedBatch::put_joined(Family family, std::initializer_list<std::string_view> key, std::string_view value) {
  std::size_t key_bytes = 0;
  for (const auto part : key) key_bytes += part.size();
  auto* const start = static_cast<char*>(bytes_->allocate(key_bytes + value.size(), 1));
  char* at = start;
  const auto append = [&at](std::string_view part) {
    if (!part.empty()) std::memcpy(at, part.data(), part.size());
    at += part.size();
  };
  for (const auto part : key) append(part);
  append(value);
  puts.push_back({.family = family, .key = {start, key_bytes}, .value = {start + key_bytes, value.size()}});
}

}  // namespace careledger::core::log
