#pragma once

#include "core/error/result.hpp"
#include "core/event/vocabulary.hpp"
#include "core/json/value.hpp"
#include "core/time/instant.hpp"

#include <optional>
#include <string_view>

namespace careledger::core::event {

/// A stored event, read: views into the leaf's parser, valid as long as the json::Value is.
struct Stored {
  Sequence sequence = 0;
  time::Instant time;
  time::Instant recorded;
  std::string_view id;
  std::string_view source;
  std::string_view type;  // the full name, `careledger.inspection.published`
  json::Value data;
  std::string_view authid{};  // who sent it
};

/// Parses the bytes of a leaf. Error: Fault::corrupt where they are no event of ours.
[[nodiscard]] Result<Stored> read_stored(std::string_view leaf, json::Parser& parser);

/// The members that end a leaf in canonical order, told without parsing it: none of them can hold an escape.
struct Tail {
  std::string_view subject;  // empty where the event has none
  std::string_view time;
  std::string_view type;
};
/// Nothing where the bytes do not end as a leaf does.
[[nodiscard]] std::optional<Tail> tail_of(std::string_view leaf);

/// The data of a leaf, told without parsing the rest; json::Parser::padding bytes and more of the leaf lie behind it.
/// Nothing where the bytes are no leaf.
[[nodiscard]] std::optional<std::string_view> data_of(std::string_view leaf);

/// Who sent it, without parsing it: `authid` is the first member in canonical order, and holds no escape.
[[nodiscard]] std::string_view authid_of(std::string_view leaf);

/// The type of a leaf without parsing it: `type` is the last member in canonical order, so it ends the leaf.
[[nodiscard]] std::string_view type_of(std::string_view leaf);

}  // namespace careledger::core::event
