#pragma once

#include "core/error/result.hpp"
#include "core/json/value.hpp"
#include "tools/tables/time_format.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace careledger::tools::tables {

/// Text with columns in it: `visit/{Visit ID}`. A column alone is a template of one part.
struct Template {
  struct Part {
    std::string text;
    std::optional<std::size_t> column;  // its place among Map::columns; nothing: the text stands for itself
  };
  std::vector<Part> parts;
};

enum class Kind : std::uint8_t { string, integer, decimal, money, date, instant, boolean, period };

struct Translation {
  std::string word;   // as the table has it, in lower case
  std::string value;  // JSON
};

/// Where one value of an event comes from.
struct Field {
  std::string constant;  // JSON; empty where it comes from columns
  Template from;
  Kind kind = Kind::string;
  std::optional<TimeFormat> format;
  Twice twice = Twice::refused;
  std::vector<Translation> words;  // not empty: nothing else is taken
  std::string split;               // not empty: a list, and what parts its members
  bool optional = false;           // left out where its columns are blank
  std::string fallback;            // JSON that stands for blank columns; empty: none
  bool clear = false;              // a pseudonymous column as it stands
};

/// A place in `data`: a value, or the members of an object or list.
struct Node {
  std::string name;     // of the member
  std::string pointer;  // from the event: `/data/shares/0/pence`
  std::optional<Field> field;
  std::vector<Node> members;
  bool is_list = false;
};

struct Condition {
  enum class Holds : std::uint8_t { in, not_in, filled, blank };
  std::size_t column = 0;
  Holds holds = Holds::filled;
  std::vector<std::string> values;  // in lower case
};

/// An event that a row may give rise to.
struct EventMap {
  std::string type;                     // the full name; empty where a column chooses
  std::size_t type_column = 0;          // then
  std::vector<Translation> type_words;  // from its content to a full name, as it is
  std::vector<Condition> when;          // all hold, or the event is not made
  Template id;
  std::optional<Field> time;
  Node data;
};

/// How the rows of a table become events.
struct Map {
  std::string title;
  std::string source;
  char separator = ',';
  std::vector<std::string> columns;  // all that it names, each once
  std::vector<bool> is_pseudonym;    // of those: what it holds never leaves in clear, but where a field says so
  std::vector<std::string> ignored;  // columns that a table may have, of no use
  std::vector<Condition> skip;       // where any holds the row is left out
  std::vector<EventMap> events;

  [[nodiscard]] bool has_pseudonyms() const;
};

/// Reads a map, a JSON document. Error: Fault::bad_request with a pointer for each fault: unknown members, kinds and
/// types of event among them, and personal columns that would go anywhere in clear but into a personal field.
[[nodiscard]] core::Result<Map> parse_map(core::json::Value document);

}  // namespace careledger::tools::tables
