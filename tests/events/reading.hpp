#pragma once

#include "core/event/vocabulary.hpp"
#include "core/json/value.hpp"
#include "events/vocabulary.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::events {

struct Outcome {
  std::optional<core::event::Content> content;
  std::vector<core::PointedError> errors;

  [[nodiscard]] std::vector<std::string> pointers() const {
    std::vector<std::string> all;
    for (const auto& error : errors) all.push_back(error.pointer);
    return all;
  }
};

[[nodiscard]] inline const core::event::EventType& type_named(std::string_view name) {
  const auto* const type = vocabulary().find("careledger." + std::string(name));
  REQUIRE_MESSAGE(type != nullptr, std::string(name));
  return *type;
}

/// What the type of that name (without `careledger.`) makes of the data.
[[nodiscard]] inline Outcome read(std::string_view type, std::string_view data, core::event::Origin origin,
                                  core::event::Sealer* sealer, const std::string& base = "/data") {
  core::json::Parser parser;
  const auto value = parser.parse(data);
  REQUIRE_MESSAGE(value.has_value(), std::string(data));
  Outcome outcome;
  outcome.content = type_named(type).read(*value, origin, sealer, base, outcome.errors);
  return outcome;
}

}  // namespace careledger::events
