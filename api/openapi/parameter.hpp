#pragma once

#include "core/json/writer.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace careledger::api::openapi {

/// How the value of a parameter is written.
enum class Kind : std::uint8_t { id, text, words, boolean, number, limit, instant, knowledge, event_type };

struct Parameter {
  std::string_view key;   // by which operations name it
  std::string_view name;  // as it stands in the request
  std::string_view meaning;
  Kind kind = Kind::text;
  std::span<const std::string_view> words = {};  // of Kind::words
  bool required = false;
  bool repeats = false;
};

/// Those of queries and of paths, each key once.
[[nodiscard]] std::span<const Parameter> parameters();
[[nodiscard]] const Parameter& parameter(std::string_view key);

/// A Parameter Object (OpenAPI 3.1 §4.8.12).
void write_parameter(core::json::Writer& out, const Parameter& parameter, std::string_view in);

}  // namespace careledger::api::openapi
