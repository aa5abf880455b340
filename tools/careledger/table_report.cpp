#include "tools/careledger/table_report.hpp"

#include "core/json/writer.hpp"

#include <cstdio>

namespace careledger::tools {
namespace {

namespace json = core::json;

constexpr std::string_view opening = R"({"refusals":[)";

void print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

}  // namespace

void TableReport::refuse(const std::string& file, std::size_t row, std::size_t line, const tables::RowFault& fault,
                         const RowRefusal* by_rule) {
  if (json_) {
    std::string text(first_ ? opening : ",");
    first_ = false;
    json::Writer out(text);
    out.begin_object().member("file", file).member("row", static_cast<std::int64_t>(row));
    out.member("line", static_cast<std::int64_t>(line)).member("detail", fault.detail);
    if (!fault.columns.empty()) out.member("column", fault.columns);
    if (!fault.type.empty()) out.member("type", fault.type);
    if (!fault.pointer.empty()) out.member("pointer", fault.pointer);
    if (by_rule != nullptr && !by_rule->rule.empty()) {
      out.member("rule", by_rule->rule).name("because").begin_array();
      for (const auto& sequence : by_rule->because) out.string(sequence);
      out.end_array();
    }
    out.end_object();
    return print(text);
  }
  std::string text = file + ": row " + std::to_string(row);
  if (line != row) text += " (line " + std::to_string(line) + ")";
  if (!fault.columns.empty()) text += ", column " + fault.columns;
  if (!fault.type.empty()) text += ", " + fault.type;
  if (!fault.pointer.empty()) text += (fault.type.empty() ? ", " : " ") + fault.pointer;
  text += ": ";
  if (by_rule != nullptr && !by_rule->rule.empty()) text += by_rule->rule + ": ";
  text += fault.detail;
  if (by_rule != nullptr && !by_rule->because.empty()) text += " (because of " + joined(by_rule->because) + ")";
  print(text + "\n");
}

void TableReport::finish_in_words(const TableCounts& table) const {
  if (!table.unknown_columns.empty()) {
    std::printf("%s: the map reads nothing of: %s\n", table.file.c_str(), joined(table.unknown_columns).c_str());
  }
  std::printf("%s: %zu rows: %zu %s (%zu events), %zu in already, %zu refused, %zu left out by the map\n",
              table.file.c_str(), table.rows, table.fresh, dry_run_ ? "would enter" : "entered", table.events,
              table.known, table.refused, table.skipped);
}

void TableReport::finish(const std::vector<TableCounts>& tables, bool stopped) {
  if (!json_) {
    for (const auto& table : tables) finish_in_words(table);
    if (stopped) print("Stopped before the end. The same command goes on: what has entered is not entered twice.\n");
    return;
  }
  std::string text(first_ ? opening : "");
  text += "],";
  std::string document;
  json::Writer out(document);
  out.begin_object().member("dry_run", dry_run_).member("stopped", stopped).name("files").begin_array();
  const auto number = [&out](std::string_view name, std::size_t value) {
    out.member(name, static_cast<std::int64_t>(value));
  };
  for (const auto& table : tables) {
    out.begin_object().member("file", table.file);
    number("rows", table.rows);
    number("entered", table.fresh);
    number("events", table.events);
    number("in_already", table.known);
    number("refused", table.refused);
    number("left_out", table.skipped);
    out.name("unknown_columns").begin_array();
    for (const auto& column : table.unknown_columns) out.string(column);
    out.end_array().end_object();
  }
  out.end_array().end_object();
  print(text + document.substr(1) + "\n");
}

}  // namespace careledger::tools
