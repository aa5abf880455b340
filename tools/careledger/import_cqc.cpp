#include "core/crypto/encoding.hpp"
#include "core/crypto/sha256.hpp"
#include "core/json/canonical.hpp"
#include "core/json/writer.hpp"
#include "projections/record/amendments.hpp"
#include "tools/careledger/import.hpp"
#include "tools/cqc/plan.hpp"

namespace careledger::tools {
namespace {

using core::fail;
using core::Fault;
namespace json = core::json;
using projections::record::corrected_type;

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
  std::string corrected_last{};  // the sequence of the last correction, where there is one
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
    held.corrected_last = event.text("sequence");
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
  // The id says what it was corrected from and to, so that the same change told again is a duplicate; and after which
  // correction, as a record may change back and forth.
  const auto digest = core::crypto::hex(
      core::crypto::bytes(core::crypto::sha256({held.data, held.time, planned.data, time, held.corrected_last})));
  return event_json(planned.id + "/corrected/" + digest.substr(0, 16), cqc::source, corrected_type, core::time::now(),
                    data);
}

core::Result<void> import_planned(Client& client, const std::vector<cqc::Planned>& planned, std::size_t line,
                                  std::set<std::string>& settled, EventSender& sender, EventCounts& counts) {
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

}  // namespace

core::Result<void> import_cqc_line(Client& client, std::string_view text, std::size_t line,
                                   std::set<std::string>& settled, EventSender& sender, EventCounts& counts) {
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

}  // namespace careledger::tools
