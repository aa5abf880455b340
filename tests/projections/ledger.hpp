#pragma once

#include "core/log/memory_log.hpp"
#include "core/log/sequencer.hpp"
#include "projections/book.hpp"
#include "projections/moment.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

namespace careledger::tests {

/// A ledger in memory that has adopted the bundled policies (events 1 to 6), and judges events as the program does.
class TestLedger {
 public:
  TestLedger();

  /// Sends an event as its sender writes it: when, which type (without `careledger.`), and its data with ' for ".
  /// The sequence that it got; 0 where it was not admitted (see outcome()).
  core::event::Sequence tell(std::string_view when, std::string_view type, std::string_view data);
  /// The same, and that it was admitted.
  core::event::Sequence told(std::string_view when, std::string_view type, std::string_view data);
  /// Of the last event: `in`; `LO-2` or `LO-2 12,13` where a rule refused it because of events; `/data/area` where it
  /// was not valid.
  [[nodiscard]] const std::string& outcome() const { return outcome_; }

  [[nodiscard]] projections::Book& book() { return book_; }
  [[nodiscard]] const core::log::Log& log() const { return *log_; }
  [[nodiscard]] core::event::Sequence head() const { return log_->head().size; }
  /// That instant, with all that is known now.
  [[nodiscard]] projections::Moment now_of(std::string_view at) const;

 private:
  void append(const std::string& event);

  std::unique_ptr<core::log::Log> log_ = core::log::make_memory_log();
  projections::Book book_;
  std::atomic<std::int64_t> clock_ = 4'000'000'000'000'000;  // long after all that tests tell of
  std::unique_ptr<core::log::Tree> tree_;
  std::unique_ptr<core::log::Sequencer> sequencer_;
  std::size_t sent_ = 0;
  core::event::Sequence got_ = 0;
  std::string outcome_;
};

}  // namespace careledger::tests
