#pragma once

#include "tools/careledger/client.hpp"
#include "tools/careledger/event_sender.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::tools {

/// Sends the events of a location record of the CQC; what has changed since the last import becomes a correction.
/// `settled`: the ids of what an earlier record of the same run has said already.
[[nodiscard]] core::Result<void> import_cqc_line(Client& client, std::string_view text, std::size_t line,
                                                 std::set<std::string>& settled, EventSender& sender,
                                                 EventCounts& counts);

/// What an import of tables is told.
struct TableImport {
  Target target;
  std::string map;                // a file, or the name of one that comes with the program
  std::filesystem::path key;      // of pseudonyms; empty: none
  std::filesystem::path refused;  // rows that are refused are written there; empty: nowhere
  std::vector<std::string> files;
  bool dry_run = false;
  bool json = false;
};

/// Appends the rows of tables as events, by a map; the exit code.
[[nodiscard]] int import_tables(const TableImport& import);

/// The text of a map that comes with the program, or of a file.
[[nodiscard]] core::Result<std::string> read_map(const std::string& name);

}  // namespace careledger::tools
