#pragma once

#include "core/keys/key.hpp"
#include "tools/tables/csv_reader.hpp"
#include "tools/tables/map.hpp"

#include <optional>
#include <string>
#include <vector>

namespace careledger::tools::tables {

/// What is wrong with a row, and where: in the table, and in the event that it would be.
struct RowFault {
  std::string columns;  // empty: the row itself
  std::string type;     // of the event, without its prefix; empty: the row itself
  std::string pointer;  // from the event, as `/data/price_pence`
  std::string detail;
};

/// What a row comes to: events, or faults, or nothing.
struct Row {
  std::vector<std::string> events;     // CloudEvents in JSON
  std::vector<std::size_t> made_from;  // for each its place among Map::events
  std::vector<RowFault> faults;        // all of them; then there are no events
  bool skipped = false;
};

/// Reads the rows of one table by a map. Keeps nothing from row to row. The map has to outlive it.
class Translator {
 public:
  /// `header`: the first record. `pseudonyms`: the key by which the map's pseudonymous columns are replaced. Errors,
  /// all Fault::bad_request: a column that the map needs is not there, one is there twice, the key is missing.
  [[nodiscard]] static core::Result<Translator> bind(const Map& map, const Record& header,
                                                     const std::optional<core::keys::Secret>& pseudonyms);

  [[nodiscard]] Row translate(const Record& record) const;
  /// What the table has and the map does not know.
  [[nodiscard]] const std::vector<std::string>& unknown_columns() const { return unknown_; }
  /// The fault of an event that was made of a row, at a pointer from the event, with the columns that it came from.
  [[nodiscard]] RowFault fault_at(std::size_t made_from, std::string_view pointer, std::string detail) const;

 private:
  explicit Translator(const Map& map) : map_(&map) {}

  const Map* map_;
  std::vector<std::size_t> fields_;  // for each of the map's columns its place in a record
  std::size_t width_ = 0;
  std::vector<std::string> unknown_;
  std::optional<core::keys::Secret> pseudonyms_;

  friend class RowTranslation;
};

}  // namespace careledger::tools::tables
