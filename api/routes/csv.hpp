#pragma once

#include <span>
#include <string>
#include <vector>

namespace careledger::api::routes {

/// A line (RFC 4180 §2) for each row, a JSON object whose numbers are whole: its members by the columns, empty where it
/// has none or null, nested values as JSON.
[[nodiscard]] std::string csv_lines(std::span<const std::string> rows, std::span<const std::string> columns);

/// The line that names the columns.
[[nodiscard]] std::string csv_header(std::span<const std::string> columns);

/// All members that occur, in the order in which they first do.
[[nodiscard]] std::vector<std::string> columns_of(std::span<const std::string> rows);

/// A header and its lines.
[[nodiscard]] std::string csv_of(std::span<const std::string> rows);

}  // namespace careledger::api::routes
