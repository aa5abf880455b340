#pragma once

#include "core/crypto/sha256.hpp"
#include "core/error/result.hpp"
#include "core/log/derived.hpp"
#include "core/merkle/hash.hpp"
#include "core/time/instant.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::core::log {

/// What one synced commit leaves behind: how many events there are, the Merkle root over all of them (RFC 6962), and
/// the recorded time of the last.
struct Head {
  Sequence size = 0;
  crypto::Digest root = merkle::empty_root();
  time::Instant recorded = time::earliest;
};

/// Walks keys in ascending byte order over a view that later writes do not change. Used by one thread.
class Cursor {
 public:
  virtual ~Cursor() = default;
  [[nodiscard]] virtual bool valid() const = 0;
  [[nodiscard]] virtual std::string_view key() const = 0;
  [[nodiscard]] virtual std::string_view value() const = 0;
  virtual void next() = 0;
  virtual void seek(std::string_view key) = 0;  // to the first key at or after it, within the cursor's range
  /// A fault met on the way; a cursor that stops being valid says here whether it came to the end.
  [[nodiscard]] virtual Result<void> status() const = 0;
};

/// An append-only log of leaves with its derived families: the engine. One writer (the sequencer) calls append, derive
/// and clear; every other function may be called from any thread at any time.
class Log {
 public:
  virtual ~Log() = default;

  [[nodiscard]] virtual Head head() const = 0;
  /// Appends the leaves behind the head and makes `after` the new head, all in one write that is on stable storage when
  /// this returns; `after.size` is the old size plus the number of leaves. Then what is derived from them is seen,
  /// which needs no sync. After an error nothing of it may be believed, and no further append is accepted
  /// (Fault::read_only) until the log is opened again.
  [[nodiscard]] virtual Result<void> append(std::span<const std::string> leaves, const Head& after,
                                            const DerivedBatch& derived) = 0;
  /// The leaf of that sequence, 1 to head().size; Fault::not_found beyond.
  [[nodiscard]] virtual Result<std::string> read(Sequence sequence) const = 0;
  /// Leaves `from` to `to`, both included; its keys are big-endian sequences. For a scan of much: nothing is cached.
  [[nodiscard]] virtual std::unique_ptr<Cursor> scan(Sequence from, Sequence to) const = 0;

  /// Catches up what is derived from leaves that are there. A family that has reached the batch's position is left as
  /// it is.
  [[nodiscard]] virtual Result<void> derive(const DerivedBatch& batch) = 0;
  [[nodiscard]] virtual Sequence position(Family family) const = 0;
  [[nodiscard]] virtual Result<std::optional<std::string>> get(Family family, std::string_view key) const = 0;
  /// The same of a key that was not there when the family stood at `position`: what has not come since may be passed
  /// over.
  [[nodiscard]] virtual Result<std::optional<std::string>> get_since(Sequence /*position*/, Family family,
                                                                     std::string_view key) const {
    return get(family, key);
  }
  /// Keys from `lower` to before `upper`.
  [[nodiscard]] virtual std::unique_ptr<Cursor> range(Family family, std::string_view lower,
                                                      std::string_view upper) const = 0;
  /// The last key in that range; nothing where it is empty.
  [[nodiscard]] virtual Result<std::optional<std::string>> last_key(Family family, std::string_view lower,
                                                                    std::string_view upper) const = 0;
  /// Empties a family and sets its position to 0, so that it is derived anew. Before others read the log only.
  [[nodiscard]] virtual Result<void> clear(Family family) = 0;

  /// Small facts about the ledger itself (its origin, versions of projections); synced.
  [[nodiscard]] virtual Result<std::optional<std::string>> meta(std::string_view name) const = 0;
  [[nodiscard]] virtual Result<void> set_meta(std::string_view name, std::string_view value) = 0;

  /// Puts derived families on stable storage, so that the next start has nothing to catch up.
  [[nodiscard]] virtual Result<void> flush() = 0;
};

/// A sequence as the eight bytes, big-endian, that it is in keys.
[[nodiscard]] std::string key_of(Sequence sequence);
void append_key(std::string& key, Sequence sequence);
[[nodiscard]] Sequence sequence_of(std::string_view eight_bytes);

}  // namespace careledger::core::log
