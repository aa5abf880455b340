#include "tools/careledger/import.hpp"

#include "core/json/value.hpp"
#include "tools/careledger/command.hpp"
#include "tools/careledger/interruption.hpp"

#include <cstdio>
#include <fstream>
#include <set>

namespace careledger::tools {
namespace {

using core::fail;
using core::Fault;

struct Options {
  Common common;
  std::string format = "ndjson";
  std::vector<std::string> files;
  TableImport table;
  std::string map_to_print;
};

/// A line that is no JSON is told before it is sent with others, as a record of another form is.
core::Result<void> import_event_line(core::json::Parser& parser, std::string text, std::size_t line,
                                     EventSender& sender) {
  if (const auto event = parser.parse(text); !event) {
    return fail(Fault::bad_request, "line " + std::to_string(line) + ": " + event.error().detail);
  }
  return sender.add(std::move(text), line);
}

core::Result<void> import_file(Client& client, const Options& options, const std::string& file, EventCounts& counts) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(Fault::bad_request, "can't read " + file);
  EventSender sender(client, counts);
  std::set<std::string> settled;
  core::json::Parser parser;
  std::string text;
  for (std::size_t line = 1; !Interruption::asked_for() && std::getline(in, text); ++line) {
    if (text.empty() || text == "\r") continue;
    auto added = options.format == "cqc" ? import_cqc_line(client, text, line, settled, sender, counts)
                                         : import_event_line(parser, text, line, sender);
    if (!added) {
      added.error().detail = file + ": " + added.error().detail;
      return added;
    }
    if (line % 10'000 == 0) std::fprintf(stderr, "%s: %zu lines\n", file.c_str(), line);
  }
  auto flushed = sender.flush();
  if (!flushed) flushed.error().detail = file + ": " + flushed.error().detail;
  return flushed;
}

int import_events(const Options& options) {
  Target target = options.common.target;
  target.may_make = true;
  const auto client = connect(target);
  if (!client) return report(client.error());
  EventCounts counts;
  const Interruption interruption;
  for (const auto& file : options.files) {
    if (auto imported = import_file(**client, options, file, counts); !imported) {
      std::fprintf(stderr, "careledger: %zu events were appended before this\n", counts.appended);
      return report(imported.error());
    }
  }
  if (options.common.json) {
    std::printf("{\"read\":%zu,\"appended\":%zu,\"duplicates\":%zu,\"corrected\":%zu}\n", counts.read, counts.appended,
                counts.duplicates, counts.corrected);
  } else {
    std::printf("%zu events read: %zu appended (%zu of them corrections), %zu were in already\n", counts.read,
                counts.appended, counts.corrected, counts.duplicates);
  }
  if (!Interruption::asked_for()) return exit_success;
  std::fprintf(stderr, "careledger: interrupted; run again, it adds the rest\n");
  return exit_check_failed;
}

int print_map(const std::string& name) {
  const auto text = read_map(name);
  if (!text) return report(text.error());
  std::printf("%s", text->c_str());
  return exit_success;
}

int import(const Options& options) {
  if (!options.map_to_print.empty()) return print_map(options.map_to_print);
  const auto usage = [](const char* detail) { return report({.fault = Fault::bad_request, .detail = detail}); };
  if (options.files.empty()) return usage("no file is named");
  if (options.format != "csv") {
    const auto& table = options.table;
    const bool of_tables = !table.map.empty() || table.dry_run || !table.key.empty() || !table.refused.empty();
    return of_tables ? usage("--map, --dry-run, --key and --refused are for --format csv") : import_events(options);
  }
  if (options.table.map.empty()) return usage("--format csv needs a --map");
  TableImport table = options.table;
  table.target = options.common.target;
  table.files = options.files;
  table.json = options.common.json;
  return import_tables(table);
}

}  // namespace

void add_import(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* const command = app.add_subcommand("import", "append events from files; running it again adds nothing");
  options->common.add_to(*command);
  command
      ->add_option("files", options->files,
                   "one JSON object a line, or tables of comma-separated values whose first row names the columns")
      ->check(CLI::ExistingFile);
  command
      ->add_option(
          "--format", options->format,
          "ndjson: CloudEvents; cqc: location records of the Care Quality Commission's API; csv: a table, read "
          "by a map")
      ->check(CLI::IsMember({"ndjson", "cqc", "csv"}))
      ->capture_default_str();
  command->add_option("--map", options->table.map,
                      "of a table, which columns make which events: a file, or care-packages, invoices or visits");
  command->add_option("--print-map", options->map_to_print, "print a map that comes with the program, and do no more");
  command->add_flag("--dry-run", options->table.dry_run,
                    "judge each row of a table as the ledger would, and append nothing");
  command->add_option("--key", options->table.key,
                      "32 secret bytes by which what a map holds back (numbers of clients) gets other names");
  command->add_option("--refused", options->table.refused,
                      "write the rows of a table that are refused there, to be mended and imported");
  command->callback([options, &exit_code] { exit_code = import(*options); });
}

}  // namespace careledger::tools
