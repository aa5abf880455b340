#pragma once

#include "core/crypto/ed25519.hpp"
#include "core/keys/key_store.hpp"
#include "core/log/domain.hpp"
#include "core/log/sequencer.hpp"
#include "core/log/tree.hpp"
#include "core/merkle/checkpoint.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace careledger::core::log {

/// How much of a long start is done; called now and then.
using Progress = std::function<void(std::string_view what, Sequence done, Sequence of)>;

struct LedgerOptions {
  std::filesystem::path directory;
  std::string origin;                // of the log's checkpoints; kept from the first start on. Empty: what is kept.
  std::filesystem::path master_key;  // empty: `master.key` in the directory, made on first start
  Progress progress;
};

/// A checkpoint and its signed note (C2SP tlog-checkpoint).
struct SignedCheckpoint {
  Sequence size = 0;
  std::string note;
};

/// What proves one event to a stranger.
struct Proof {
  Sequence sequence = 0;
  crypto::Digest leaf_hash{};
  std::vector<crypto::Digest> path;
  SignedCheckpoint checkpoint;
  std::string leaf;
};

/// One ledger, open: the log with its tree, its keys and its writer. Makes or opens a directory, which it locks; checks
/// the tree against the last signed checkpoint; catches derived families up. Its functions may be called from any
/// thread, but for those named as being for the start.
class Ledger {
 public:
  /// Faults: storage (the directory can't be used, or another process holds it), corrupt (it contradicts itself).
  [[nodiscard]] static Result<std::unique_ptr<Ledger>> open(const LedgerOptions& options, Domain& domain,
                                                            const event::Vocabulary& vocabulary);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  /// The published head: every event up to it is durable, indexed and seen by the projections.
  [[nodiscard]] Sequence size() const { return tree_->size(); }
  /// Small facts that are settled once, as which policies a new ledger adopts; synced.
  [[nodiscard]] Result<std::optional<std::string>> setting(std::string_view name) const { return log_->meta(name); }
  [[nodiscard]] Result<void> set_setting(std::string_view name, std::string_view value) {
    return log_->set_meta(name, value);
  }
  [[nodiscard]] const std::string& origin() const { return origin_; }
  [[nodiscard]] const std::string& verifier_key() const { return verifier_key_; }

  [[nodiscard]] Sequencer& sequencer() { return *sequencer_; }
  /// Why not everything can be written any more; empty while all is well.
  [[nodiscard]] std::string failure() const;
  [[nodiscard]] const Log& log() const { return *log_; }
  [[nodiscard]] const event::Vocabulary& vocabulary() const { return vocabulary_; }
  [[nodiscard]] Tree& tree() { return *tree_; }
  [[nodiscard]] event::SealerFactory sealers();
  [[nodiscard]] event::Unsealer unsealer();

  [[nodiscard]] Result<std::string> leaf(Sequence sequence) const;
  /// The events of that identity: more than one where a sender could not know of an earlier one.
  [[nodiscard]] Result<std::vector<Sequence>> find(std::string_view source, std::string_view id) const;
  /// Where the index stands at which none of these identities is taken; 0 where one is. What has been looked up here,
  /// on the thread that drafts, the sequencer does not look up again.
  [[nodiscard]] Result<Sequence> free_at(std::span<const event::Draft> drafts) const;
  [[nodiscard]] Result<Sequence> known_by(time::Instant instant) const;

  /// A checkpoint of the published head, signed; what is signed is on stable storage before it is handed out.
  [[nodiscard]] Result<SignedCheckpoint> checkpoint();
  [[nodiscard]] Result<Proof> prove(Sequence sequence);

  /// Empties all derived families and derives them from the log. For the start, before others read.
  [[nodiscard]] Result<void> rebuild(const Progress& progress);
  /// Ends the sequencer and puts derived families on disk.
  void close();

 private:
  Ledger(Domain& domain, const event::Vocabulary& vocabulary) : domain_(domain), vocabulary_(vocabulary) {}
  [[nodiscard]] Result<void> start(const LedgerOptions& options);
  [[nodiscard]] Result<void> lock_directory(const std::filesystem::path& directory);
  [[nodiscard]] Result<void> settle_origin(const std::string& wanted);
  /// Has a family derived anew that another version of what it holds was put into.
  [[nodiscard]] Result<void> renew(Family family, std::string_view setting, std::string_view version);
  [[nodiscard]] Result<void> catch_up(const Progress& progress);
  [[nodiscard]] Result<void> compare_with_signed();

  Domain& domain_;
  const event::Vocabulary& vocabulary_;
  std::filesystem::path directory_;
  int lock_file_ = -1;
  std::string origin_;
  std::string verifier_key_;
  std::unique_ptr<Log> log_;
  std::unique_ptr<keys::KeyStore> keys_;
  std::unique_ptr<merkle::Signer> signer_;
  std::unique_ptr<Tree> tree_;
  std::unique_ptr<Sequencer> sequencer_;
  std::mutex signing_;  // guards signed_
  SignedCheckpoint signed_;
};

}  // namespace careledger::core::log
