#include "core/log/sequencer.hpp"

#include "core/log/memory_log.hpp"
#include "core/merkle/hash.hpp"
#include "tests/core/log/notes_domain.hpp"

#include <doctest/doctest.h>

#include <future>

using namespace careledger::core;
using log::Sequence;

namespace {

/// Passes everything on, and fails the appends that it is told to.
class FailingLog final : public log::Log {
 public:
  std::atomic<bool> fail_append = false;

  log::Head head() const override { return inner_->head(); }
  Result<void> append(std::span<const std::string> leaves, const log::Head& after,
                      const log::DerivedBatch& derived) override {
    if (fail_append) return fail(Fault::storage, "the disk is gone");
    return inner_->append(leaves, after, derived);
  }
  Result<std::string> read(Sequence sequence) const override { return inner_->read(sequence); }
  std::unique_ptr<log::Cursor> scan(Sequence from, Sequence to) const override { return inner_->scan(from, to); }
  Result<void> derive(const log::DerivedBatch& batch) override { return inner_->derive(batch); }
  Sequence position(log::Family family) const override { return inner_->position(family); }
  Result<std::optional<std::string>> get(log::Family family, std::string_view key) const override {
    return inner_->get(family, key);
  }
  std::unique_ptr<log::Cursor> range(log::Family family, std::string_view lower,
                                     std::string_view upper) const override {
    return inner_->range(family, lower, upper);
  }
  Result<std::optional<std::string>> last_key(log::Family family, std::string_view lower,
                                              std::string_view upper) const override {
    return inner_->last_key(family, lower, upper);
  }
  Result<void> clear(log::Family family) override { return inner_->clear(family); }
  Result<std::optional<std::string>> meta(std::string_view name) const override { return inner_->meta(name); }
  Result<void> set_meta(std::string_view name, std::string_view value) override {
    return inner_->set_meta(name, value);
  }
  Result<void> flush() override { return inner_->flush(); }

 private:
  std::unique_ptr<log::Log> inner_ = log::make_memory_log();
};

class Waiting final : public log::Submission {
 public:
  using Submission::Submission;
  void answer() override { promise.set_value(outcome); }
  std::promise<Result<log::Acknowledgement>> promise;
};

class Lane final : public log::Lane {
 public:
  void deliver(std::vector<std::unique_ptr<log::Submission>> answered) override {
    for (const auto& submission : answered) submission->answer();
  }
};

struct Bench {
  using Notes = std::vector<std::pair<std::string, std::string>>;  // id, about

  FailingLog log;
  log::Tree tree{log};
  notes::Domain domain;
  notes::Vocabulary vocabulary;
  std::atomic<std::int64_t> clock = 1'000'000;
  Lane lane;
  log::Sequencer sequencer{log, tree, domain, [](std::string_view) { return fail(Fault::not_found, ""); },
                           [this] { return time::Instant{clock}; }};

  Result<log::Acknowledgement> send(const Notes& notes, std::optional<log::Selection> condition = {},
                                    log::Sees knows = nullptr) {
    auto waiting = std::make_unique<Waiting>(lane);
    for (const auto& [id, about] : notes) {
      waiting->drafts.push_back(notes::draft(vocabulary, id, about));
      waiting->bases.emplace_back();
    }
    waiting->condition = std::move(condition);
    waiting->knows = std::move(knows);
    auto future = waiting->promise.get_future();
    std::unique_ptr<log::Submission> submission = std::move(waiting);
    if (auto submitted = sequencer.submit(submission); !submitted) return fail(std::move(submitted.error()));
    return future.get();
  }
};

}  // namespace

TEST_CASE("sequences are gapless, recorded time never goes back, and the tree grows with the log") {
  Bench bench;
  const auto first = bench.send({{"a", "x"}, {"b", "y"}});
  REQUIRE(first.has_value());
  CHECK(first->items[0].sequence == 1);
  CHECK(first->items[1].sequence == 2);
  CHECK(first->size == 2);
  CHECK(first->items[0].recorded.micros == 1'000'000);
  CHECK(first->items[1].recorded.micros == 1'000'001);
  bench.clock = 5;  // the clock was set back
  const auto second = bench.send({{"c", "x"}});
  CHECK(second->items[0].sequence == 3);
  CHECK(second->items[0].recorded.micros == 1'000'002);
  CHECK(bench.tree.size() == 3);
  CHECK(bench.log.head().root == bench.tree.frontier().root());
  CHECK(bench.domain.last_head == 3);
  const auto leaf = bench.log.read(3);
  CHECK(second->items[0].leaf == merkle::leaf_hash(*leaf));
}

TEST_CASE("an identity with the same content is a duplicate, with other content it is refused") {
  Bench bench;
  REQUIRE(bench.send({{"a", "x"}}).has_value());
  const auto again = bench.send({{"a", "x"}});
  REQUIRE(again.has_value());
  CHECK(again->items[0].duplicate);
  CHECK(again->items[0].sequence == 1);
  CHECK(again->size == 1);
  const auto other = bench.send({{"a", "y"}});
  REQUIRE_FALSE(other.has_value());
  CHECK(other.error().fault == Fault::id_reused);
  CHECK(other.error().detail.find("that of event 1,") != std::string::npos);
  // Of two in one request neither has a sequence.
  const auto twice = bench.send({{"b", "x"}, {"b", "y"}});
  REQUIRE_FALSE(twice.has_value());
  CHECK(twice.error().detail.find("that of another event of the request,") != std::string::npos);
  CHECK(bench.log.head().size == 1);
}

TEST_CASE("an identity is free to who may not know of the event that has it") {
  Bench bench;
  const log::Sees all_but_first = [](const log::View&, log::Sequence sequence) -> Result<bool> {
    return sequence != 1;
  };
  REQUIRE(bench.send({{"a", "x"}}).has_value());
  const auto own = bench.send({{"a", "y"}}, {}, all_but_first);
  REQUIRE(own.has_value());
  CHECK(own->items[0].sequence == 2);
  CHECK_FALSE(own->items[0].duplicate);
  const auto again = bench.send({{"a", "y"}, {"a", "y"}}, {}, all_but_first);
  REQUIRE(again.has_value());
  CHECK(again->items[0].duplicate);
  CHECK(again->items[1].sequence == 2);
  const auto other = bench.send({{"a", "x"}}, {}, all_but_first);
  REQUIRE_FALSE(other.has_value());
  CHECK(other.error().fault == Fault::id_reused);
  CHECK(other.error().detail.find("event 2,") != std::string::npos);
  const auto both = log::find_identity(bench.log, "/test", "a");
  REQUIRE(both.has_value());
  CHECK(*both == std::vector<log::Sequence>{1, 2});
}

TEST_CASE("an array enters whole or not at all, and its own repetitions are duplicates") {
  Bench bench;
  REQUIRE(bench.send({{"a", "x"}}).has_value());
  const auto mixed = bench.send({{"a", "x"}, {"b", "y"}, {"b", "y"}});
  REQUIRE(mixed.has_value());
  CHECK(mixed->items[0].duplicate);
  CHECK_FALSE(mixed->items[1].duplicate);
  CHECK(mixed->items[2].duplicate);
  CHECK(mixed->items[2].sequence == mixed->items[1].sequence);
  const auto refused = bench.send({{"c", "z"}, {"d", "forbidden"}});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().refusal.rule == "T-1");
  // What the request itself would have brought is in no log.
  CHECK(refused.error().refusal.because == std::vector<std::uint64_t>{1});
  CHECK(bench.send({{"d", "forbidden"}}).error().refusal.because == std::vector<std::uint64_t>{1, 2});
  CHECK(bench.log.head().size == 2);
  CHECK_FALSE(bench.log.get(log::Family::ids, log::id_key("/test", "c"))->has_value());
  // What was taken back may come again, and gets the sequence that was not used.
  const auto later = bench.send({{"c", "z"}});
  REQUIRE(later.has_value());
  CHECK(later->items[0].sequence == 3);
  CHECK_FALSE(bench.send({{"e", "x"}, {"e", "y"}}).has_value());
}

TEST_CASE("a condition sees what lies behind its position, and duplicates are judged before it") {
  Bench bench;
  REQUIRE(bench.send({{"a", "x"}}).has_value());
  const log::Selection after_0{.tags = {"note:x"}, .types = {"careledger.test.note"}, .after = 0};
  const log::Selection after_1{.tags = {"note:x"}, .types = {"careledger.test.note"}, .after = 1};
  const log::Selection both{.tags = {"note:x", "note:y"}, .types = {"careledger.test.note"}, .after = 0};
  CHECK(bench.send({{"b", "q"}}, after_0).error().fault == Fault::condition_failed);
  CHECK(bench.send({{"b", "q"}}, after_1).has_value());
  CHECK(bench.send({{"c", "q"}}, both).has_value());
  CHECK(bench.send({{"b", "q"}}, after_0)->items[0].duplicate);
}

TEST_CASE("after a failed write nothing more is accepted, nothing of it is seen, and reading goes on") {
  Bench bench;
  REQUIRE(bench.send({{"a", "x"}}).has_value());
  bench.log.fail_append = true;
  CHECK(bench.send({{"b", "x"}}).error().fault == Fault::read_only);
  bench.log.fail_append = false;
  CHECK(bench.send({{"c", "x"}}).error().fault == Fault::read_only);
  CHECK(bench.sequencer.failure().find("the disk is gone") != std::string::npos);
  CHECK(bench.log.head().size == 1);
  CHECK(bench.tree.size() == 1);
  CHECK(bench.log.read(1).has_value());
}

TEST_CASE("what waits is answered before the sequencer stops, and later submissions are not taken") {
  Bench bench;
  std::vector<std::future<Result<log::Acknowledgement>>> answers;
  for (int i = 0; i < 200; ++i) {
    auto waiting = std::make_unique<Waiting>(bench.lane);
    waiting->drafts.push_back(notes::draft(bench.vocabulary, "n" + std::to_string(i), "x"));
    waiting->bases.emplace_back();
    answers.push_back(waiting->promise.get_future());
    std::unique_ptr<log::Submission> submission = std::move(waiting);
    REQUIRE(bench.sequencer.submit(submission).has_value());
  }
  bench.sequencer.stop();
  for (std::size_t i = 0; i < answers.size(); ++i) CHECK(answers[i].get()->items[0].sequence == i + 1);
  CHECK_FALSE(bench.send({{"late", "x"}}).has_value());
}
