#include "core/crypto/encoding.hpp"
#include "core/crypto/sha256.hpp"
#include "core/event/limits.hpp"
#include "core/json/canonical.hpp"
#include "core/json/writer.hpp"
#include "projections/record/amendments.hpp"
#include "tools/careledger/command.hpp"
#include "tools/cqc/plan.hpp"

#include <charconv>
#include <cstdio>
#include <fstream>
#include <set>

namespace careledger::tools {
namespace {

using core::fail;
using core::Fault;
namespace json = core::json;
using projections::record::corrected_type;

constexpr std::size_t events_a_batch = 500;
constexpr std::size_t bytes_a_batch = 4u << 20;

struct Options {
  Common common;
  std::string format = "ndjson";
  std::vector<std::string> files;
};

struct Counts {
  std::size_t read = 0;
  std::size_t appended = 0;
  std::size_t duplicates = 0;
  std::size_t corrected = 0;
};

/// Sends events in batches; a batch that the ledger refuses is told with its file's line.
class Sender {
 public:
  Sender(Client& client, Counts& counts) : client_(client), counts_(counts) {}

  core::Result<void> add(std::string event, std::size_t line) {
    ++counts_.read;
    bytes_ += event.size();
    events_.push_back(std::move(event));
    lines_.push_back(line);
    return events_.size() >= events_a_batch || bytes_ >= bytes_a_batch ? flush() : core::Result<void>();
  }

  core::Result<void> flush() {
    if (events_.empty()) return {};
    std::string body = "[";
    for (const auto& event : events_) body += (body.size() > 1 ? "," : "") + event;
    body += ']';
    const auto answer = client_.post("/v1/events", "application/cloudevents-batch+json", body);
    if (!answer) return fail(answer.error());
    if (answer->status != 200 && answer->status != 201) return fail(refusal(*answer));
    json::Parser parser;
    const auto value = parser.parse(answer->body);
    const auto appended = value ? value->find("appended") : std::nullopt;
    if (!appended) return fail(Fault::corrupt, "the server's answer can't be read");
    for (const auto item : appended->elements()) {
      ++(item.find("duplicate") ? counts_.duplicates : counts_.appended);
    }
    events_.clear();
    lines_.clear();
    bytes_ = 0;
    return {};
  }

 private:
  core::Error refusal(const Answer& answer) const {
    json::Parser parser;
    const auto problem = parser.parse(answer.body);
    const auto detail = problem ? problem->find("detail") : std::nullopt;
    core::Error error{.fault = Fault::refused,
                      .detail = "lines " + std::to_string(lines_.front()) + " to " + std::to_string(lines_.back()) +
                                ": " + (detail ? std::string(detail->string()) : answer.body)};
    const auto errors = problem ? problem->find("errors") : std::nullopt;
    if (!errors) return error;
    for (const auto one : errors->elements()) {
      const auto pointer = one.find("pointer");
      const auto what = one.find("detail");
      if (!pointer || !what) continue;
      // The pointer begins with the event's place in the batch.
      const auto text = pointer->string().substr(1);
      std::size_t index = 0;
      std::from_chars(text.data(), text.data() + text.size(), index);
      const auto line = index < lines_.size() ? "line " + std::to_string(lines_[index]) + " " : std::string();
      error.errors.push_back(
          {line + std::string(text.substr(std::min(text.find('/'), text.size()))), std::string(what->string())});
    }
    return error;
  }

  Client& client_;
  Counts& counts_;
  std::vector<std::string> events_;
  std::vector<std::size_t> lines_;
  std::size_t bytes_ = 0;
};

std::string event_json(std::string_view id, std::string_view source, std::string_view type, core::time::Instant time,
                       std::string_view data) {
  std::string text;
  json::Writer writer(text);
  writer.begin_object()
      .member("specversion", "1.0")
      .member("id", id)
      .member("source", source)
      .member("type", type)
      .member("time", core::time::format(time))
      .name("data")
      .raw(data)
      .end_object();
  return text;
}

/// What the ledger already holds of a feed's event, and how that reads with the corrections that were made of it.
struct Held {
  std::string sequence;
  std::string time;
  std::string data;
};

core::Result<std::optional<Held>> find_held(Client& client, const cqc::Planned& planned) {
  const auto answer = client.get("/v1/events?source=" + encoded(cqc::source) + "&id=" + encoded(planned.id));
  if (!answer) return fail(answer.error());
  json::Parser parser;
  const auto value = answer->status == 200 ? parser.parse(answer->body) : fail(Fault::storage, answer->body);
  const auto events = value ? value->find("events") : std::nullopt;
  if (!events) return fail(Fault::storage, "asking for an identity: " + answer->body);
  if (events->size() == 0) return std::nullopt;
  const auto event = *events->elements().begin();
  return Held{.sequence = std::string(event.find("sequence")->string()),
              .time = std::string(event.find("time")->string()),
              .data = json::canonical(*event.find("data"))};
}

/// Applies the corrections that this importer made of the event, in their order.
core::Result<void> apply_corrections(Client& client, Held& held, const std::string& tag) {
  const auto answer = client.get("/v1/events?limit=1000&tag=" + encoded(tag) + "&type=" + std::string(corrected_type));
  if (!answer) return fail(answer.error());
  json::Parser parser;
  const auto value = answer->status == 200 ? parser.parse(answer->body) : fail(Fault::storage, answer->body);
  const auto events = value ? value->find("events") : std::nullopt;
  if (!events) return fail(Fault::storage, "asking for corrections: " + answer->body);
  for (const auto event : events->elements()) {
    const auto data = *event.find("data");
    if (data.find("corrects")->string() != held.sequence || event.find("source")->string() != cqc::source) continue;
    if (const auto patch = data.find("data")) {
      json::Parser old;
      held.data = json::merge_patch(*old.parse_trusted(held.data), *patch);
    }
    if (const auto time = data.find("time")) held.time = time->string();
  }
  return {};
}

/// The correction that makes the held event read as planned; nothing where it does already.
core::Result<std::optional<std::string>> correction_of(const cqc::Planned& planned, const Held& held) {
  json::Parser from_parser;
  json::Parser to_parser;
  const auto from = from_parser.parse_trusted(held.data);
  const auto to = to_parser.parse_trusted(planned.data);
  if (!from || !to) return fail(Fault::corrupt, "an event's data can't be read");
  const auto patch = json::merge_diff(*from, *to);
  const auto time = core::time::format(planned.time);
  const bool moved = time != held.time;
  if (patch == "{}" && !moved) return std::nullopt;
  std::string data;
  json::Writer writer(data);
  writer.begin_object().member("corrects", held.sequence);
  if (patch != "{}") writer.name("data").raw(patch);
  writer.member("reason", "the feed's record has changed");
  if (moved) writer.member("time", time);
  writer.end_object();
  // The id says what it was corrected from and to, so that the same change told again is a duplicate.
  const auto digest =
      core::crypto::hex(core::crypto::bytes(core::crypto::sha256({held.data, held.time, planned.data, time})));
  return event_json(planned.id + "/corrected/" + digest.substr(0, 16), cqc::source, corrected_type, core::time::now(),
                    data);
}

core::Result<void> import_planned(Client& client, const std::vector<cqc::Planned>& planned, std::size_t line,
                                  std::set<std::string>& settled, Sender& sender, Counts& counts) {
  for (const auto& event : planned) {
    if (event.first_stands && !settled.insert(event.id).second) continue;  // an earlier location of this run said it
    auto held = find_held(client, event);
    if (!held) return fail(std::move(held.error()));
    const auto as_event = event_json(event.id, cqc::source, event.type, event.time, event.data);
    if (!*held) {
      if (auto added = sender.add(as_event, line); !added) return added;
      continue;
    }
    if (event.first_stands) {
      ++counts.read;
      ++counts.duplicates;
      continue;
    }
    json::Parser parser;
    const auto data = parser.parse_trusted(event.data);
    const auto service = data ? data->find("service") : std::nullopt;
    const auto provider = data ? data->find("provider") : std::nullopt;
    const std::string tag =
        service ? "service:" + std::string(service->string()) : "provider:" + std::string(provider->string());
    if (auto applied = apply_corrections(client, **held, tag); !applied) return applied;
    auto correction = correction_of(event, **held);
    if (!correction) return fail(std::move(correction.error()));
    if (!*correction) {
      ++counts.read;
      ++counts.duplicates;
      continue;
    }
    ++counts.corrected;
    if (auto added = sender.add(**correction, line); !added) return added;
    if (auto flushed = sender.flush(); !flushed) return flushed;
  }
  return {};
}

core::Result<void> import_cqc_line(Client& client, std::string_view text, std::size_t line,
                                   std::set<std::string>& settled, Sender& sender, Counts& counts) {
  json::Parser parser;
  const auto location = parser.parse(text);
  if (!location) return fail(Fault::bad_request, "line " + std::to_string(line) + ": " + location.error().detail);
  auto planned = cqc::plan(*location);
  if (!planned) {
    auto error = std::move(planned.error());
    error.detail = "line " + std::to_string(line) + ": " + error.detail;
    return fail(std::move(error));
  }
  return import_planned(client, *planned, line, settled, sender, counts);
}

core::Result<void> import_file(Client& client, const Options& options, const std::string& file, Counts& counts) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(Fault::bad_request, "can't read " + file);
  Sender sender(client, counts);
  std::set<std::string> settled;
  std::string text;
  for (std::size_t line = 1; std::getline(in, text); ++line) {
    if (text.empty() || text == "\r") continue;
    auto added =
        options.format == "cqc" ? import_cqc_line(client, text, line, settled, sender, counts) : sender.add(text, line);
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

int import(const Options& options) {
  Target target = options.common.target;
  target.may_make = true;
  const auto client = connect(target);
  if (!client) return report(client.error());
  Counts counts;
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
  return exit_success;
}

}  // namespace

void add_import(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* const command = app.add_subcommand("import", "append events from files; running it again adds nothing");
  options->common.add_to(*command);
  command->add_option("files", options->files, "files, one JSON object a line")->required()->check(CLI::ExistingFile);
  command
      ->add_option("--format", options->format,
                   "ndjson: CloudEvents; cqc: location records of the Care Quality Commission's API")
      ->check(CLI::IsMember({"ndjson", "cqc"}))
      ->capture_default_str();
  command->callback([options, &exit_code] { exit_code = import(*options); });
}

}  // namespace careledger::tools
