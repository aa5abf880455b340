#pragma once

#include "core/json/canonical.hpp"
#include "tools/tables/translator.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace careledger::tools::tables {

inline core::Result<Map> parsed(const std::string& document) {
  core::json::Parser parser;
  return parse_map(parser.parse(document).value());
}

/// A map with these events.
inline std::string map_of(const std::string& events, const std::string& more = "") {
  return R"({"title":"A table","source":"/council/t",)" + more + R"("events":[)" + events + "]}";
}

inline core::keys::Secret test_key() {
  std::string bytes(core::keys::Secret::size, 'k');
  return core::keys::Secret::taken_from(bytes);
}

/// What the rows of a table come to: `events`, or one line a fault.
struct Read {
  std::vector<std::string> events;  // canonical
  std::vector<std::string> faults;  // `columns | type pointer | detail`
  std::size_t skipped = 0;
  std::vector<std::string> unknown;
};

inline std::string shown(const RowFault& fault) {
  return fault.columns + " | " + fault.type + " " + fault.pointer + " | " + fault.detail;
}

inline Read read_table(const Map& map, const std::string& table,
                       const std::optional<core::keys::Secret>& key = test_key()) {
  std::istringstream in(table);
  CsvReader reader(in, map.separator);
  Record record;
  REQUIRE(reader.next(record).value());
  const auto translator = Translator::bind(map, record, key);
  REQUIRE_MESSAGE(translator.has_value(), translator.error().detail);
  Read read;
  read.unknown = translator->unknown_columns();
  while (reader.next(record).value()) {
    const auto row = translator->translate(record);
    read.skipped += row.skipped ? 1 : 0;
    for (const auto& event : row.events) {
      core::json::Parser parser;
      read.events.push_back(core::json::canonical(parser.parse(event).value()));
    }
    for (const auto& fault : row.faults) read.faults.push_back(shown(fault));
  }
  return read;
}

}  // namespace careledger::tools::tables
