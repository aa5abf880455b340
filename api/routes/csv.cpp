#include "api/routes/csv.hpp"

#include "core/json/canonical.hpp"
#include "core/json/value.hpp"

#include <algorithm>
#include <string_view>

namespace careledger::api::routes {
namespace {

namespace json = core::json;

/// A text that a spreadsheet would take for a formula gets a leading apostrophe.
void append_cell(std::string& out, std::string_view text) {
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  if (!formula && text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  if (formula) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

template <class CellOf>
void append_line(std::string& out, std::span<const std::string> columns, CellOf cell_of) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) out += ',';
    append_cell(out, cell_of(columns[i]));
  }
  out += "\r\n";
}

}  // namespace

std::string csv_header(std::span<const std::string> columns) {
  std::string out;
  append_line(out, columns, [](const std::string& column) { return column; });
  return out;
}

std::string csv_lines(std::span<const std::string> rows, std::span<const std::string> columns) {
  std::string out;
  json::Parser parser;
  for (const auto& row : rows) {
    const auto value = parser.parse_trusted(row);
    CARELEDGER_ASSERT(value && value->is_object());
    append_line(out, columns, [&value](const std::string& column) -> std::string {
      const auto member = value->find(column);
      if (!member || member->kind() == json::Kind::null) return {};
      return member->is_string() ? std::string(member->string()) : json::canonical(*member);
    });
  }
  return out;
}

std::vector<std::string> columns_of(std::span<const std::string> rows) {
  std::vector<std::string> columns;
  json::Parser parser;
  for (const auto& row : rows) {
    const auto value = parser.parse_trusted(row);
    CARELEDGER_ASSERT(value && value->is_object());
    for (const auto [name, member] : value->members()) {
      if (std::find(columns.begin(), columns.end(), name) == columns.end()) columns.emplace_back(name);
    }
  }
  return columns;
}

std::string csv_of(std::span<const std::string> rows) {
  const auto columns = columns_of(rows);
  return csv_header(columns) + csv_lines(rows, columns);
}

}  // namespace careledger::api::routes
