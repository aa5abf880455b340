#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

/// How much an event's data may hold: a limit on everything, listed at GET /v1/limits. Lengths in characters.
namespace careledger::events::limits {

inline constexpr std::size_t id = 64;
inline constexpr std::size_t reference = 128;
inline constexpr std::size_t name = 200;
inline constexpr std::size_t link = 2'000;
inline constexpr std::size_t words = 4'000;
inline constexpr std::size_t list = 1'000;         // members of a list
inline constexpr std::size_t checklist = 100;      // items of a checklist
inline constexpr std::size_t decimal_digits = 12;  // before the point
inline constexpr std::size_t decimal_places = 6;
inline constexpr std::size_t errors = 100;  // told of one event
inline constexpr std::int64_t count = 1'000'000'000;
inline constexpr std::int64_t pence = 1'000'000'000'000;

struct Limit {
  std::string_view name;
  std::int64_t value;
};
[[nodiscard]] std::span<const Limit> all();

}  // namespace careledger::events::limits
