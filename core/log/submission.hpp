#pragma once

#include "core/event/draft.hpp"
#include "core/log/index.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace careledger::core::log {

/// One event of an answered submission.
struct Appended {
  Sequence sequence = 0;
  time::Instant recorded;
  crypto::Digest leaf{};
  bool duplicate = false;  // it was in before, with the same content
};

struct Acknowledgement {
  std::vector<Appended> items;
  Sequence size = 0;  // of the log, with these events
};

/// Some of a submission's drafts, one after the other, that would enter together or not at all.
struct Trial {
  std::size_t first = 0;
  std::size_t count = 0;
  Result<std::vector<Appended>> outcome{};  // an error from the start: it is not tried
};

class Submission;

/// Where submissions are answered: an I/O thread's loop. All those of one group that share it are delivered together.
class Lane {
 public:
  virtual ~Lane() = default;
  virtual void deliver(std::vector<std::unique_ptr<Submission>> answered) = 0;  // called on the sequencer's thread
};

/// Events that enter together or not at all, on their way through the sequencer and back.
class Submission {
 public:
  explicit Submission(Lane& to) : lane(to) {}
  virtual ~Submission() = default;
  Submission(const Submission&) = delete;
  Submission& operator=(const Submission&) = delete;

  /// Called on the lane, once `outcome` stands.
  virtual void answer() = 0;

  Lane& lane;
  std::vector<event::Draft> drafts;
  std::vector<std::string> bases;      // the pointer of each draft within the request
  Sequence free_at = 0;                // where the index stood when no draft's identity was taken; 0: look it all up
  std::optional<Selection> condition;  // Fault::condition_failed where any event is selected
  Sees sees;                           // which of those selected the sender may read; null: all
  Sees knows;                          // what it may read or has sent itself: what refusals may tell of; null: all
  /// Not empty: nothing enters. Each is judged as if those before it that would be admitted were in, and all is taken
  /// back.
  std::vector<Trial> trials;
  event::Unsealer unseal;  // opens also what the drafts of a trial hold instead of sealed words; null: the ledger's own
  Result<Acknowledgement> outcome;
};

}  // namespace careledger::core::log
