#pragma once

#include "core/log/domain.hpp"
#include "core/log/submission.hpp"
#include "core/log/tree.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace careledger::core::log {

/// What the sequencer has done since it started; read from any thread.
struct SequencerFigures {
  std::atomic<std::uint64_t> groups = 0;
  std::atomic<std::uint64_t> events = 0;
  std::atomic<std::uint64_t> refused = 0;
  std::atomic<std::uint64_t> duplicates = 0;
  std::atomic<std::uint64_t> commit_micros = 0;  // from taking a group to its answer
  std::atomic<std::uint64_t> sync_micros = 0;    // of that, in the synced write
  std::atomic<std::uint64_t> waiting = 0;        // submissions in the queue now
};

/// The only writer. One thread takes all that waits, admits it in order over an overlay, commits the group with the new
/// size and root in one synced write, publishes, and answers. After a failed write it refuses all until restart.
class Sequencer {
 public:
  using Clock = std::function<time::Instant()>;
  static constexpr std::size_t max_waiting = 4'096;             // submissions
  static constexpr std::size_t max_waiting_bytes = 128u << 20;  // of drafts
  static constexpr std::size_t max_group_events = 8'192;

  Sequencer(Log& log, Tree& tree, Domain& domain, event::Unsealer unseal, Clock clock);
  ~Sequencer();
  Sequencer(const Sequencer&) = delete;
  Sequencer& operator=(const Sequencer&) = delete;

  /// From any thread. Faults: overloaded (the queue is full), read_only; the submission is then still the caller's.
  [[nodiscard]] Result<void> submit(std::unique_ptr<Submission>& submission);

  /// Answers all that waits, then ends the thread. Later submissions are refused.
  void stop();

  [[nodiscard]] const SequencerFigures& figures() const { return figures_; }
  /// Why nothing is written any more; empty while all is well.
  [[nodiscard]] std::string failure() const;

 private:
  struct Group;
  void run();
  void commit(Group& group);
  void judge(Group& group, Submission& submission);
  void rehearse(Group& group, Submission& submission);
  [[nodiscard]] Result<std::vector<Appended>> enter_together(Group& group, Submission& submission, std::size_t first,
                                                             std::size_t count);
  struct Identity;
  [[nodiscard]] Result<Appended> enter(Group& group, event::Draft& draft, const std::string& identity,
                                       const Sees& known_to_sender, const std::string& base);
  [[nodiscard]] Result<std::optional<Sequence>> taken_by(const Group& group, const std::string& key,
                                                         Sequence free_at) const;
  [[nodiscard]] Result<Identity> identify(const Group& group, const event::Draft& draft,
                                          const Submission& submission) const;
  [[nodiscard]] Result<Appended> as_duplicate(const Group& group, const Submission& submission,
                                              const event::Draft& draft, Sequence sequence) const;
  static void answer(std::vector<std::unique_ptr<Submission>> submissions);
  void fail_for_good(const Error& error);

  Log& log_;
  Tree& tree_;
  Domain& domain_;
  event::Unsealer unseal_;
  Clock clock_;
  SequencerFigures figures_;
  json::Parser parser_;

  mutable std::mutex mutex_;  // guards all below
  std::condition_variable wake_;
  std::deque<std::unique_ptr<Submission>> queue_;
  std::size_t queued_bytes_ = 0;
  bool stopping_ = false;
  std::string failure_;

  std::thread thread_;
};

}  // namespace careledger::core::log
