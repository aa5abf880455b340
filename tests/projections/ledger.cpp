#include "tests/projections/ledger.hpp"

#include "core/event/draft.hpp"
#include "core/json/canonical.hpp"
#include "events/vocabulary.hpp"
#include "projections/policies/adoption.hpp"
#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <future>

namespace careledger::tests {
namespace {

class Waiting final : public core::log::Submission {
 public:
  using Submission::Submission;
  void answer() override { answered.set_value(); }
  std::promise<void> answered;
};

/// Hands what is answered back to the one who waits for it.
class Lane final : public core::log::Lane {
 public:
  void deliver(std::vector<std::unique_ptr<core::log::Submission>> answered) override {
    for (auto& submission : answered) {
      auto* const waiting = submission.get();
      kept = std::move(submission);
      waiting->answer();
    }
  }
  std::unique_ptr<core::log::Submission> kept;
};

std::string in_words(const core::Error& error) {
  if (!error.errors.empty()) return error.errors.front().pointer;
  std::string text = error.refusal.rule.empty() ? error.detail : error.refusal.rule;
  char separator = ' ';
  for (const auto sequence : error.refusal.because) {
    text += separator + std::to_string(sequence);
    separator = ',';
  }
  return text;
}

}  // namespace

TestLedger::TestLedger() {
  REQUIRE(book_.attach(*log_, 0).has_value());
  tree_ = std::make_unique<core::log::Tree>(*log_);
  sequencer_ = std::make_unique<core::log::Sequencer>(
      *log_, *tree_, book_, [](std::string_view) { return core::fail(core::Fault::not_found, ""); },
      [this] { return core::time::Instant{++clock_}; });
  const auto batch = projections::policies::bundled_adoption_events();
  REQUIRE(batch.has_value());
  core::json::Parser parser;
  const auto events = parser.parse(*batch);
  REQUIRE(events.has_value());
  for (const auto event : events->elements()) {
    append(core::json::canonical(event));
    REQUIRE(outcome_ == "in");
  }
}

core::event::Sequence TestLedger::tell(std::string_view when, std::string_view type, std::string_view data) {
  std::string content(data);
  std::replace(content.begin(), content.end(), '\'', '"');
  append(R"({"specversion":"1.0","source":"/test","id":"e)" + std::to_string(++sent_) + R"(","type":"careledger.)" +
         std::string(type) + R"(","time":")" + core::time::format(instant(when)) + R"(","data":)" + content + "}");
  return got_;
}

core::event::Sequence TestLedger::told(std::string_view when, std::string_view type, std::string_view data) {
  const auto sequence = tell(when, type, data);
  CAPTURE(type);
  CAPTURE(data);
  REQUIRE(outcome_ == "in");
  return sequence;
}

projections::Moment TestLedger::now_of(std::string_view at) const {
  return {.at = instant(at), .known_at = head()};
}

void TestLedger::append(const std::string& event) {
  got_ = 0;
  core::json::Parser parser;
  const auto value = parser.parse(event);
  REQUIRE_MESSAGE(value.has_value(), event);
  const auto no_keys = [](std::string_view, std::string_view) { return std::unique_ptr<core::event::Sealer>(); };
  auto draft =
      core::event::make_draft(*value, {.authid = "test", .may_import = true}, events::vocabulary(), no_keys, "");
  if (!draft) {
    outcome_ = in_words(draft.error());
    return;
  }
  Lane lane;
  auto waiting = std::make_unique<Waiting>(lane);
  waiting->drafts.push_back(std::move(*draft));
  waiting->bases.emplace_back();
  auto answered = waiting->answered.get_future();
  std::unique_ptr<core::log::Submission> submission(std::move(waiting));
  REQUIRE(sequencer_->submit(submission).has_value());
  answered.wait();
  const auto& outcome = lane.kept->outcome;
  outcome_ = outcome ? "in" : in_words(outcome.error());
  if (outcome) got_ = outcome->items.front().sequence;
}

}  // namespace careledger::tests
