#include "core/keys/master_key.hpp"
#include "tools/careledger/command.hpp"
#include "tools/careledger/import.hpp"
#include "tools/careledger/instance.hpp"
#include "tools/careledger/interruption.hpp"
#include "tools/careledger/table_report.hpp"
#include "tools/tables/bundled.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace careledger::tools {
namespace {

using core::fail;
using core::Fault;

struct Table {
  TableCounts counts;
  std::unique_ptr<std::ifstream> in;  // where it is, as long as the reader reads it
  tables::CsvReader reader;
  tables::Translator translator;
  std::string header;
};

/// Opens a table and reads its header.
core::Result<Table> open_table(const tables::Map& map, const std::optional<core::keys::Secret>& key,
                               const std::string& file) {
  auto in = std::make_unique<std::ifstream>(file, std::ios::binary);
  if (!*in) return fail(Fault::bad_request, "can't be read");
  tables::CsvReader reader(*in, map.separator);
  tables::Record header;
  const auto found = reader.next(header);
  if (!found) return fail(found.error());
  if (!*found) return fail(Fault::bad_request, "is empty: its first row names the columns");
  auto translator = tables::Translator::bind(map, header, key);
  if (!translator) return fail(std::move(translator.error()));
  TableCounts counts{.file = file, .unknown_columns = translator->unknown_columns()};
  return Table{.counts = std::move(counts),
               .in = std::move(in),
               .reader = reader,
               .translator = std::move(*translator),
               .header = std::move(header.text)};
}

class Import {
 public:
  Import(const TableImport& told, const tables::Map& map, std::optional<core::keys::Secret> key)
      : told_(told), map_(map), key_(std::move(key)), report_(told.dry_run, told.json) {}

  /// Nothing is sent of any table before all have been read once: a file that breaks off in its middle is told first.
  core::Result<void> survey() {
    for (const auto& file : told_.files) {
      auto surveyed = rows_of(file);
      if (!surveyed) {
        auto& error = surveyed.error();
        error.detail = file + ": " + error.detail;
        return fail(std::move(error));
      }
      total_ += *surveyed;
    }
    return {};
  }

  core::Result<void> run(Client& client) {
    if (!told_.refused.empty()) {
      refused_.open(told_.refused, std::ios::binary | std::ios::trunc);
      if (!refused_) return fail(Fault::storage, "can't write " + told_.refused.string());
    }
    for (const auto& file : told_.files) {
      auto table = open_table(map_, key_, file);
      if (!table) return fail(std::move(table.error()));
      auto sent = send(client, *table);
      tables_.push_back(std::move(table->counts));
      if (!sent) return sent;
      if (Interruption::asked_for()) break;
    }
    refused_.flush();
    if (!told_.refused.empty() && !refused_) return fail(Fault::storage, "can't write " + told_.refused.string());
    return {};
  }

  /// The exit code.
  int finish() {
    report_.finish(tables_, Interruption::asked_for());
    std::size_t refused = 0;
    for (const auto& table : tables_) refused += table.refused;
    return refused == 0 && !Interruption::asked_for() ? exit_success : exit_check_failed;
  }

 private:
  core::Result<std::size_t> rows_of(const std::string& file) const {
    auto table = open_table(map_, key_, file);
    if (!table) return fail(std::move(table.error()));
    tables::Record record;
    for (std::size_t rows = 0;; ++rows) {
      const auto found = table->reader.next(record);
      if (!found) return fail(found.error());
      if (!*found) return rows;
    }
  }

  core::Result<void> send(Client& client, Table& table) {
    RowSender sender(client, told_.dry_run,
                     [this, &table](const EventRow& row, const RowOutcome& outcome) { settle(table, row, outcome); });
    tables::Record record;
    while (!Interruption::asked_for()) {
      const auto found = table.reader.next(record);
      if (!found) return fail(found.error());
      if (!*found) break;
      ++table.counts.rows;
      if (auto added = take(table, record, sender); !added) return added;
      constexpr std::size_t step = 1'000;
      if (++done_ % step == 0 || done_ == total_) progress_("rows", done_, total_);
    }
    return sender.flush();
  }

  core::Result<void> take(Table& table, tables::Record& record, RowSender& sender) {
    auto row = table.translator.translate(record);
    if (row.skipped) {
      ++table.counts.skipped;
      return {};
    }
    return sender.add({.row = record.row,
                       .line = record.line,
                       .text = std::move(record.text),
                       .events = std::move(row.events),
                       .made_from = std::move(row.made_from),
                       .faults = std::move(row.faults)});
  }

  void settle(Table& table, const EventRow& row, const RowOutcome& outcome) {
    for (const auto& fault : row.faults) report_.refuse(table.counts.file, row.row, row.line, fault);
    if (outcome.refusals.empty() && row.faults.empty()) {
      ++(outcome.fresh > 0 ? table.counts.fresh : table.counts.known);
      table.counts.events += outcome.fresh;
      return;
    }
    for (const auto& refusal : outcome.refusals) {
      const bool placed = refusal.event && *refusal.event < row.made_from.size();
      const auto fault = placed
                             ? table.translator.fault_at(row.made_from[*refusal.event], refusal.pointer, refusal.detail)
                             : tables::RowFault{.pointer = refusal.pointer, .detail = refusal.detail};
      report_.refuse(table.counts.file, row.row, row.line, fault, &refusal);
    }
    keep_refused(table, row.text);
  }

  void keep_refused(Table& table, const std::string& text) {
    ++table.counts.refused;
    if (!refused_.is_open()) return;
    if (!has_header_) refused_ << table.header;
    has_header_ = true;
    refused_ << text;
    if (!text.ends_with('\n')) refused_ << '\n';  // the last row of a file may end without
  }

  const TableImport& told_;
  const tables::Map& map_;
  std::optional<core::keys::Secret> key_;
  TableReport report_;
  std::vector<TableCounts> tables_;
  std::ofstream refused_;
  bool has_header_ = false;
  std::size_t total_ = 0;
  std::size_t done_ = 0;
  core::log::Progress progress_ = progress_on_stderr();
};

core::Result<tables::Map> parse_named(const std::string& name) {
  const auto text = read_map(name);
  if (!text) return fail(text.error());
  core::json::Parser parser;
  const auto document = parser.parse(*text);
  auto map = document ? tables::parse_map(*document) : fail(document.error());
  if (map) return map;
  auto error = std::move(map.error());
  error.fault = Fault::bad_request;
  error.detail = name + ": " + error.detail;
  return fail(std::move(error));
}

}  // namespace

core::Result<std::string> read_map(const std::string& name) {
  if (const auto bundled = tables::bundled(name + ".json"); !bundled.empty()) return std::string(bundled);
  std::ifstream file(name, std::ios::binary);
  if (file && !std::filesystem::is_directory(name)) return std::string(std::istreambuf_iterator<char>(file), {});
  std::string names;
  for (const auto bundled : tables::bundled_maps) names.append(names.empty() ? "" : ", ").append(bundled);
  return fail(Fault::bad_request,
              name + " is neither a file that can be read nor a map that comes with the program (" + names + ")");
}

int import_tables(const TableImport& told) {
  const auto map = parse_named(told.map);
  if (!map) return report(map.error());
  std::optional<core::keys::Secret> key;
  if (!told.key.empty()) {
    auto read = core::keys::read_key_file(told.key, "the key of pseudonyms");
    if (!read) return report({.fault = Fault::bad_request, .detail = "--key: " + read.error().detail});
    key = std::move(*read);
  }
  Import import(told, *map, std::move(key));
  if (const auto surveyed = import.survey(); !surveyed) return report(surveyed.error());
  Target target = told.target;
  target.may_make = !told.dry_run;
  const auto client = connect(target);
  if (!client) return report(client.error());
  const Interruption interruption;
  const auto run = import.run(**client);
  const int code = import.finish();
  return run ? code : report(run.error());
}

}  // namespace careledger::tools
