#pragma once

#include "tools/careledger/row_sender.hpp"
#include "tools/tables/translator.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace careledger::tools {

/// How the rows of one table fared.
struct TableCounts {
  std::string file;
  std::vector<std::string> unknown_columns;
  std::size_t rows = 0;
  std::size_t fresh = 0;  // rows of which something entered
  std::size_t known = 0;  // rows that were in before
  std::size_t refused = 0;
  std::size_t skipped = 0;  // rows that the map leaves out
  std::size_t events = 0;   // that entered
};

/// Tells on standard output what became of each table, and of each row that was refused as soon as that is known: in
/// words, or as one JSON document that is whole once finish() was called.
class TableReport {
 public:
  TableReport(bool dry_run, bool json) : dry_run_(dry_run), json_(json) {}

  void refuse(const std::string& file, std::size_t row, std::size_t line, const tables::RowFault& fault,
              const RowRefusal* by_rule = nullptr);
  void finish(const std::vector<TableCounts>& tables, bool stopped);

 private:
  void finish_in_words(const TableCounts& table) const;

  bool dry_run_;
  bool json_;
  bool first_ = true;
};

}  // namespace careledger::tools
