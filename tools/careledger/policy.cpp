// careledger policy check|adopt|diff: policies as documents, before and when they are adopted.

#include "projections/policies/policy.hpp"

#include "core/crypto/encoding.hpp"
#include "core/crypto/sha256.hpp"
#include "core/json/canonical.hpp"
#include "core/json/writer.hpp"
#include "core/time/calendar.hpp"
#include "events/policies/bundled.hpp"
#include "tools/careledger/command.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace careledger::tools {
namespace {

using core::fail;
using core::Fault;
namespace json = core::json;
namespace bundled = events::policies;

/// The text of a policy: a file, or the name of a bundled scheme.
core::Result<std::string> read_text(const std::string& name) {
  const auto& schemes = bundled::bundled_schemes;
  if (std::find(schemes.begin(), schemes.end(), name) != schemes.end()) {
    return std::string(bundled::bundled(name + ".json"));
  }
  std::ifstream file(name, std::ios::binary);
  if (!file || std::filesystem::is_directory(name))
    return fail(Fault::bad_request, name + " is neither a file that can be read nor a bundled scheme");
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// The document lives in the parser. Fault::bad_request for what is none.
core::Result<json::Value> read_document(const std::string& name, json::Parser& parser) {
  const auto text = read_text(name);
  if (!text) return fail(text.error());
  auto document = parser.parse(*text);
  if (!document) return fail(Fault::bad_request, name + ": " + document.error().detail);
  if (!document->is_object()) return fail(Fault::bad_request, name + ": a policy is a JSON object");
  return document;
}

int check(const std::string& name) {
  json::Parser parser;
  const auto document = read_document(name, parser);
  if (!document) return report(document.error());
  const auto policy = projections::policies::parse_policy(*document, "");
  if (policy) {
    std::printf("%s: scheme %s, \"%s\", keeps every invariant of its rules\n", name.c_str(), policy->scheme.c_str(),
                policy->title.c_str());
    return exit_success;
  }
  const auto& error = policy.error();
  std::fprintf(stderr, "%s: %s\n", name.c_str(), error.detail.c_str());
  if (!error.refusal.rule.empty()) std::fprintf(stderr, "  breaks rule %s\n", error.refusal.rule.c_str());
  for (const auto& [pointer, detail] : error.errors) std::fprintf(stderr, "  %s %s\n", pointer.c_str(), detail.c_str());
  return exit_check_failed;
}

/// A leaf of a document, by its pointer.
using Leaves = std::map<std::string, std::string>;

void gather(json::Value value, const std::string& pointer, Leaves& leaves) {
  if (value.is_object()) {
    for (const auto [name, member] : value.members()) gather(member, pointer + "/" + std::string(name), leaves);
  } else {
    leaves[pointer] = json::canonical(value);
  }
}

core::Result<Leaves> leaves_of(const std::string& name) {
  json::Parser parser;
  const auto document = read_document(name, parser);
  if (!document) return fail(document.error());
  Leaves leaves;
  gather(*document, "", leaves);
  return leaves;
}

/// 0 where they say the same, 1 where they differ, 2 where one is no document, as diff does.
int diff(const std::string& one, const std::string& other) {
  const auto before = leaves_of(one);
  if (!before) return report(before.error());
  const auto after = leaves_of(other);
  if (!after) return report(after.error());
  Leaves all = *before;
  all.insert(after->begin(), after->end());
  bool same = true;
  for (const auto& [pointer, unused] : all) {
    const auto was = before->find(pointer);
    const auto is = after->find(pointer);
    if (was != before->end() && is != after->end() && was->second == is->second) continue;
    same = false;
    std::printf("%s\n", pointer.c_str());
    if (was != before->end()) std::printf("  - %s\n", was->second.c_str());
    if (is != after->end()) std::printf("  + %s\n", is->second.c_str());
  }
  return same ? exit_success : exit_check_failed;
}

struct Adoption {
  Common common;
  std::string document;
  std::string from;
  std::string id;
};

core::Result<std::string> event_of(const Adoption& adoption) {
  json::Parser parser;
  const auto document = read_document(adoption.document, parser);
  if (!document) return fail(document.error());
  const auto day = core::time::parse_date(adoption.from);
  const auto start = day ? core::Result<core::time::Instant>(core::time::start_of_day(*day))
                         : core::time::parse_instant(adoption.from);
  if (!start) return fail(Fault::bad_request, "--from is a day (2026-04-01) or an instant");
  const std::string policy = json::canonical(*document);
  // The same document from the same instant is the same event, however often it is sent.
  const std::string from = core::time::format(*start);
  const auto digest = core::crypto::sha256(policy + from);
  std::string event;
  json::Writer writer(event);
  writer.begin_object()
      .member("specversion", "1.0")
      .member("id", adoption.id.empty() ? core::crypto::hex(core::crypto::bytes(digest)) : adoption.id)
      .member("source", "/policies/adopted")
      .member("type", "careledger.policy.adopted")
      .member("time", from)
      .member("datacontenttype", "application/json")
      .name("data")
      .begin_object()
      .name("policy")
      .raw(policy)
      .end_object()
      .end_object();
  return event;
}

int adopt(const Adoption& adoption) {
  const auto event = event_of(adoption);
  if (!event) return report(event.error());
  const auto client = connect(adoption.common.target);
  if (!client) return report(client.error());
  const auto answer = (*client)->post("/v1/events", "application/cloudevents+json", *event);
  if (!answer) return report(answer.error());
  if (answer->status != 200 && answer->status != 201) return report(*answer);
  if (adoption.common.json) {
    std::printf("%s\n", answer->body.c_str());
    return exit_success;
  }
  json::Parser parser;
  const auto body = parser.parse(answer->body);
  const auto appended = body ? body->find("appended") : std::nullopt;
  if (!appended || appended->size() != 1)
    return report({.fault = Fault::corrupt, .detail = "the answer can't be read"});
  for (const auto item : appended->elements()) {
    std::printf("%s as event %s, in force from %s\n", answer->status == 201 ? "adopted" : "was adopted before",
                std::string(item.text("sequence")).c_str(), adoption.from.c_str());
  }
  return exit_success;
}

}  // namespace

void add_policy(CLI::App& app, int& exit_code) {
  auto* const policy =
      app.add_subcommand("policy", "check, compare and adopt the documents that hold the rules' parameters");
  policy->require_subcommand(1);

  auto checked = std::make_shared<std::string>();
  auto* const checking = policy->add_subcommand("check", "does a document keep every invariant of its rules?");
  checking->add_option("document", *checked, "a file, or a bundled scheme (2012 2014 2018 2019 2025)")->required();
  checking->callback([=, &exit_code] { exit_code = check(*checked); });

  auto compared = std::make_shared<std::pair<std::string, std::string>>();
  auto* const comparing =
      policy->add_subcommand("diff", "where two documents differ; 1 where they do, 2 where one is missing");
  comparing->add_option("one", compared->first, "a file or a bundled scheme")->required();
  comparing->add_option("other", compared->second, "a file or a bundled scheme")->required();
  comparing->callback([=, &exit_code] { exit_code = diff(compared->first, compared->second); });

  auto adoption = std::make_shared<Adoption>();
  auto* const adopting = policy->add_subcommand("adopt", "append the document as a policy in force from a day on");
  adoption->common.add_to(*adopting);
  adopting->add_option("document", adoption->document, "a file or a bundled scheme")->required();
  adopting->add_option("--from", adoption->from, "the day (00:00 London) or instant from which it is in force")
      ->required();
  adopting->add_option("--id", adoption->id, "the event's id; by default one that follows from document and day");
  adopting->callback([=, &exit_code] { exit_code = adopt(*adoption); });
}

}  // namespace careledger::tools
