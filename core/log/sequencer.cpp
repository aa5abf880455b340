#include "core/log/sequencer.hpp"

#include "core/merkle/hash.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace careledger::core::log {
namespace {

std::uint64_t micros_since(std::chrono::steady_clock::time_point start) {
  const auto spent = std::chrono::steady_clock::now() - start;
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(spent).count());
}

std::size_t bytes_of(const Submission& submission) {
  std::size_t bytes = 0;
  for (const auto& draft : submission.drafts) bytes += draft.text.size();
  return bytes;
}

/// A refusal names no event that only the refused request itself would have brought: none has its sequence, or another.
Error resting_on_log(Error error, Sequence size) {
  std::erase_if(error.refusal.because, [size](Sequence sequence) { return sequence > size; });
  return error;
}

/// A refusal of one of several events says by a pointer which one it is.
Error naming_event(Error error, const std::string& base) {
  const bool of_the_event = error.fault == Fault::refused || error.fault == Fault::id_reused;
  if (of_the_event && error.errors.empty() && !base.empty()) error.errors.push_back({base, error.detail});
  return error;
}

}  // namespace

/// A group under way: what has been admitted so far, as if it were in.
struct Sequencer::Group {
  Group(const View& below, time::Instant last) : overlay(below), recorded(last) {}

  /// A place to return to.
  struct Mark {
    Overlay::Mark overlay;
    time::Instant recorded;
    std::size_t hashes;
  };
  [[nodiscard]] Mark mark() const { return {.overlay = overlay.mark(), .recorded = recorded, .hashes = hashes.size()}; }
  void take_back(const Mark& mark) {
    const bool some_entered = hashes.size() > mark.hashes;
    overlay.roll_back(mark.overlay);
    if (some_entered) erase_if(ids, [last = overlay.size()](const auto& entry) { return entry.second > last; });
    recorded = mark.recorded;
    hashes.resize(mark.hashes);
  }

  std::vector<std::unique_ptr<Submission>> submissions;
  Overlay overlay;
  time::Instant recorded;
  std::vector<crypto::Digest> hashes;
  Sequence judged_from = 0;                                   // the size before the submission that is being judged
  boost::unordered_flat_map<std::string_view, Sequence> ids;  // of the group's own events; keys lie in the batch
};

/// The key under which an identity lies, and the event that has it already.
struct Sequencer::Identity {
  std::string key;
  std::optional<Sequence> taken_by{};
};

Sequencer::Sequencer(Log& log, Tree& tree, Domain& domain, event::Unsealer unseal, Clock clock)
    : log_(log), tree_(tree), domain_(domain), unseal_(std::move(unseal)), clock_(std::move(clock)), thread_([this] {
        run();
      }) {}

Sequencer::~Sequencer() {
  stop();
}

Result<void> Sequencer::submit(std::unique_ptr<Submission>& submission) {
  bool was_empty = false;
  {
    const std::lock_guard lock(mutex_);
    if (!failure_.empty()) return fail(Fault::read_only, failure_);
    if (stopping_) return fail(Fault::overloaded, "the server is stopping");
    const auto bytes = bytes_of(*submission);
    if (queue_.size() >= max_waiting || queued_bytes_ + bytes > max_waiting_bytes) {
      return fail(Fault::overloaded, "too many events wait to be written");
    }
    was_empty = queue_.empty();
    queued_bytes_ += bytes;
    queue_.push_back(std::move(submission));
    figures_.waiting = queue_.size();
  }
  if (was_empty) wake_.notify_one();
  return {};
}

void Sequencer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

std::string Sequencer::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

void Sequencer::run() {
  for (;;) {
    const CommittedView committed(log_, domain_.cache());
    Group group(committed, log_.head().recorded);
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      std::size_t events = 0;
      while (!queue_.empty() && (events == 0 || events + queue_.front()->drafts.size() <= max_group_events)) {
        events += queue_.front()->drafts.size();
        queued_bytes_ -= bytes_of(*queue_.front());
        group.submissions.push_back(std::move(queue_.front()));
        queue_.pop_front();
      }
      figures_.waiting = queue_.size();
    }
    const auto start = std::chrono::steady_clock::now();
    commit(group);
    ++figures_.groups;
    figures_.commit_micros += micros_since(start);
    answer(std::move(group.submissions));
  }
}

void Sequencer::commit(Group& group) {
  for (auto& submission : group.submissions) judge(group, *submission);
  const auto& leaves = group.overlay.leaves();
  if (leaves.empty()) return;

  const auto refuse_all = [&group](const Error& error) {
    for (auto& submission : group.submissions) {
      if (submission->outcome) submission->outcome = fail(Fault::read_only, error.detail);
    }
  };
  if (const auto why = failure(); !why.empty()) return refuse_all({.fault = Fault::read_only, .detail = why});

  auto& batch = group.overlay.batch();
  batch.position = group.overlay.size();
  const Head head{.size = batch.position, .root = tree_.extend(group.hashes, batch), .recorded = group.recorded};
  const auto start = std::chrono::steady_clock::now();
  const auto synced = log_.append(leaves, head, batch);
  figures_.sync_micros += micros_since(start);
  if (!synced) {
    fail_for_good(synced.error());
    return refuse_all(synced.error());
  }
  figures_.events += leaves.size();
  // First what is remembered about the changed is stale, then the new head is seen: no reader that knows of an event
  // gets an answer from before it.
  domain_.committed(batch, head.size);
  tree_.publish();
}

void Sequencer::judge(Group& group, Submission& submission) {
  group.judged_from = group.overlay.size();
  if (!submission.trials.empty()) return rehearse(group, submission);
  auto entered = enter_together(group, submission, 0, submission.drafts.size());
  if (!entered) {
    ++figures_.refused;
    submission.outcome = fail(std::move(entered.error()));
    return;
  }
  for (const auto& item : *entered) figures_.duplicates += item.duplicate ? 1 : 0;
  submission.outcome = Acknowledgement{.items = std::move(*entered), .size = group.overlay.size()};
}

void Sequencer::rehearse(Group& group, Submission& submission) {
  const auto mark = group.mark();
  submission.outcome = Acknowledgement{.items = {}, .size = group.overlay.size()};
  for (auto& trial : submission.trials) {
    if (trial.outcome) trial.outcome = enter_together(group, submission, trial.first, trial.count);
  }
  group.take_back(mark);
  for (auto& trial : submission.trials) {
    if (!trial.outcome) trial.outcome = fail(resting_on_log(std::move(trial.outcome.error()), group.overlay.size()));
  }
}

Result<std::vector<Appended>> Sequencer::enter_together(Group& group, Submission& submission, std::size_t first,
                                                        std::size_t count) {
  const auto mark = group.mark();
  std::vector<Appended> items(count);

  const auto judged = [&]() -> Result<void> {
    std::vector<std::size_t> fresh;
    std::vector<std::string> keys;  // of the fresh ones
    for (std::size_t i = 0; i < count; ++i) {
      const auto& draft = submission.drafts[first + i];
      auto identity = identify(group, draft, submission);
      if (!identity) return fail(std::move(identity.error()));
      if (!identity->taken_by) {
        fresh.push_back(i);
        keys.push_back(std::move(identity->key));
        continue;
      }
      auto duplicate = as_duplicate(group, submission, draft, *identity->taken_by);
      if (!duplicate) return fail(naming_event(std::move(duplicate.error()), submission.bases[first + i]));
      items[i] = *duplicate;
    }
    if (submission.condition && !fresh.empty()) {
      auto held = any(group.overlay, *submission.condition, submission.sees);
      if (!held) return fail(std::move(held.error()));
      if (*held) return fail(Fault::condition_failed, "an event that the condition excludes lies in the log");
    }
    for (std::size_t f = 0; f < fresh.size(); ++f) {
      const auto i = fresh[f];
      auto& draft = submission.drafts[first + i];
      // An earlier event of this same request may have brought the identity meanwhile.
      const auto brought = f > 0 ? group.ids.find(keys[f]) : group.ids.end();
      auto item = brought == group.ids.end()
                      ? enter(group, draft, keys[f], submission.knows, submission.bases[first + i])
                      : as_duplicate(group, submission, draft, brought->second);
      if (!item) return fail(naming_event(std::move(item.error()), submission.bases[first + i]));
      items[i] = *item;
    }
    return {};
  }();

  if (judged) return items;
  group.take_back(mark);
  return fail(resting_on_log(judged.error(), group.overlay.size()));
}

Result<Appended> Sequencer::enter(Group& group, event::Draft& draft, const std::string& identity,
                                  const Sees& known_to_sender, const std::string& base) {
  const Sequence sequence = group.overlay.size() + 1;
  const time::Instant recorded{std::max(clock_().micros, group.recorded.micros + 1)};
  std::string leaf = draft.leaf(sequence, recorded);
  const auto hash = merkle::leaf_hash(leaf);
  // Behind the data the leaf has well over the padding.
  const auto data = parser_.parse_padded(draft.data_in(leaf));
  if (!data) return fail(data.error());
  const event::Stored stored{.sequence = sequence,
                             .time = draft.time.value_or(recorded),
                             .recorded = recorded,
                             .id = draft.id,
                             .source = draft.source,
                             .type = draft.type->name(),
                             .data = *data,
                             .authid = event::authid_of(draft.text)};
  if (auto admitted = domain_.admit(stored, group.overlay, known_to_sender, base); !admitted) {
    return fail(std::move(admitted.error()));
  }

  group.overlay.append(std::move(leaf));  // the data lives in the parser
  auto& batch = group.overlay.batch();
  if (auto derived = domain_.derive(stored, group.overlay, batch, draft.tags); !derived) {
    return fail(std::move(derived.error()));
  }
  const auto indexed_from = batch.puts.size();  // the identity
  index_event(batch, sequence, identity, draft.type->name(), draft.tags, recorded);
  group.hashes.push_back(hash);
  group.recorded = recorded;
  group.ids.emplace(batch.puts[indexed_from].key, sequence);
  return Appended{.sequence = sequence, .recorded = recorded, .leaf = hash};
}

Result<std::optional<Sequence>> Sequencer::taken_by(const Group& group, const std::string& key,
                                                    Sequence free_at) const {
  if (const auto found = group.ids.find(key); found != group.ids.end()) return found->second;
  const auto stored = log_.get_since(free_at, Family::ids, key);
  if (!stored) return fail(stored.error());
  if (!*stored) return std::nullopt;
  return sequence_of(**stored);
}

Result<Sequencer::Identity> Sequencer::identify(const Group& group, const event::Draft& draft,
                                                const Submission& submission) const {
  Identity identity{.key = id_key(draft.source, draft.id)};
  const Sees& known_to_sender = submission.knows;
  auto taken = taken_by(group, identity.key, submission.free_at);
  if (!taken) return fail(std::move(taken.error()));
  identity.taken_by = *taken;
  if (!*taken || !known_to_sender) return identity;
  // That the identity is taken tells of the event that has it. To a sender who may not learn of that one it is free,
  // but for what it has sent under it itself, or may know to be sent by others who could not know either.
  auto all = group.overlay.collect(Family::ids, identity.key, identity.key + '\1');
  if (!all) return fail(std::move(all.error()));
  Identity own{.key = own_id_key(draft.source, draft.id, event::authid_of(draft.text))};
  std::sort(all->begin(), all->end(), [&own](const auto& a, const auto& b) {
    return std::pair(a.first != own.key, a.second) < std::pair(b.first != own.key, b.second);
  });
  for (const auto& [key, sequence] : *all) {
    own.taken_by = sequence_of(sequence);
    const auto known = known_to_sender(group.overlay, *own.taken_by);
    if (!known) return fail(known.error());
    if (*known) return own;
  }
  own.taken_by.reset();
  return own;
}

Result<Appended> Sequencer::as_duplicate(const Group& group, const Submission& submission, const event::Draft& draft,
                                         Sequence sequence) const {
  const auto leaf = group.overlay.leaf(sequence);
  if (!leaf) return fail(leaf.error());
  const auto same = event::same_content(draft, *leaf, submission.unseal ? submission.unseal : unseal_);
  if (!same) return fail(same.error());
  if (!*same) {
    const auto whose =
        sequence > group.judged_from ? "another event of the request" : "event " + std::to_string(sequence);
    return fail(Fault::id_reused, "the identity " + draft.source + " " + draft.id + " is that of " + whose +
                                      ", whose content is another");
  }
  json::Parser parser;
  const auto stored = event::read_stored(*leaf, parser);
  if (!stored) return fail(stored.error());
  return Appended{
      .sequence = sequence, .recorded = stored->recorded, .leaf = merkle::leaf_hash(*leaf), .duplicate = true};
}

void Sequencer::answer(std::vector<std::unique_ptr<Submission>> submissions) {
  std::stable_sort(submissions.begin(), submissions.end(),
                   [](const auto& a, const auto& b) { return std::less<>{}(&a->lane, &b->lane); });
  for (auto from = submissions.begin(); from != submissions.end();) {
    Lane& lane = (*from)->lane;
    const auto to = std::find_if(from, submissions.end(), [&lane](const auto& one) { return &one->lane != &lane; });
    lane.deliver({std::make_move_iterator(from), std::make_move_iterator(to)});
    from = to;
  }
}

void Sequencer::fail_for_good(const Error& error) {
  const std::lock_guard lock(mutex_);
  if (failure_.empty()) failure_ = error.detail + "; nothing more is written until the ledger is started again";
}

}  // namespace careledger::core::log
