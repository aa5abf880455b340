#pragma once

#include "core/event/vocabulary.hpp"
#include "core/json/canonical.hpp"
#include "core/log/domain.hpp"

#include <memory>
#include <mutex>

// A small domain for tests of the ledger by itself: notes about subjects.

namespace notes {

using namespace careledger::core;

/// `test.note`: {"about": text, "text"?: any}.
class NoteType final : public event::EventType {
 public:
  std::string_view name() const override { return "careledger.test.note"; }
  int version() const override { return 1; }
  bool receipt_timed() const override { return false; }
  std::string schema() const override { return "{}"; }
  bool has_personal_fields() const override { return false; }
  std::optional<event::Content> read(json::Value data, event::Origin, event::Sealer*, const std::string& base,
                                     std::vector<PointedError>& errors) const override {
    const auto about = data.find("about");
    if (!about || !about->is_string()) {
      errors.push_back({base + "/about", "must be a string"});
      return std::nullopt;
    }
    const std::string subject(about->string());
    return event::Content{.data = json::canonical(data), .subject = "note/" + subject, .tags = {"note:" + subject}};
  }
};

class Vocabulary final : public event::Vocabulary {
 public:
  const event::EventType* find(std::string_view name) const override { return name == note_.name() ? &note_ : nullptr; }
  std::vector<const event::EventType*> all() const override { return {&note_}; }

 private:
  NoteType note_;
};

/// Refuses notes about "forbidden", because of the first event and the last before them; keeps a fact for each.
class Domain final : public log::Domain {
 public:
  std::string_view facts_version() const override { return "1"; }
  Result<void> admit(const event::Stored& candidate, const log::View& before, const log::Sees&,
                     const std::string&) override {
    if (candidate.data.find("about")->string() != "forbidden") return {};
    return fail({.fault = Fault::refused,
                 .detail = "not about this",
                 .refusal = {.rule = "T-1", .because = {1, before.size()}}});
  }
  Result<void> derive(const event::Stored& event, const log::View&, log::DerivedBatch& batch,
                      std::vector<std::string>&) override {
    batch.put(log::Family::facts, std::string(event.data.find("about")->string()) + log::key_of(event.sequence));
    return {};
  }
  void committed(const log::DerivedBatch&, log::Sequence head) override { last_head = head; }

  log::Sequence last_head = 0;
};

inline event::Draft draft(const Vocabulary& vocabulary, const std::string& id, const std::string& about) {
  json::Parser parser;
  const auto event = parser.parse(R"({"specversion":"1.0","source":"/test","type":"careledger.test.note","id":")" + id +
                                  R"(","data":{"about":")" + about + R"("}})");
  auto made = event::make_draft(*event, {.authid = "tester"}, vocabulary, nullptr, "");
  CARELEDGER_ASSERT(made.has_value());
  return std::move(*made);
}

}  // namespace notes
