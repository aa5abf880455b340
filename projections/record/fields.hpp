#pragma once

#include "core/json/value.hpp"
#include "core/time/instant.hpp"
#include "projections/record/dossier.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

/// Fields of stored data, which was checked when it came in: what is there is of its kind.
namespace careledger::projections::record {

[[nodiscard]] inline bool flag(core::json::Value data, std::string_view name) {
  const auto found = data.find(name);
  return found && found->boolean();
}

[[nodiscard]] inline std::optional<std::int64_t> number(core::json::Value data, std::string_view name) {
  const auto found = data.find(name);
  return found ? std::optional(found->integer()) : std::nullopt;
}

[[nodiscard]] inline std::optional<core::time::Instant> instant(core::json::Value data, std::string_view name) {
  const auto read = core::time::parse_instant(data.text(name));
  return read ? std::optional(*read) : std::nullopt;
}

/// The event and the corrections of it in force.
[[nodiscard]] inline std::vector<Sequence> because_of(const Entry& entry) {
  std::vector<Sequence> because;
  entry.append_to(because);
  return because;
}

}  // namespace careledger::projections::record
