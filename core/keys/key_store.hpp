#pragma once

#include "core/error/result.hpp"
#include "core/keys/key.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace careledger::core::keys {

struct KeyCounts {
  std::uint64_t of_citizens = 0;  // (citizen, retention class)
  std::uint64_t of_events = 0;
};

/// The personal-data keys, each wrapped by the master key, in a database of their own: a backup of the ledger never
/// brings back an erased key. Any thread may call; one process at a time may have the directory open.
class KeyStore {
 public:
  /// Opens or makes the store. A new one makes `master_key` too, where there is no such file; an old one needs the
  /// file that it was made with. Error: Fault::storage with what is wrong, Fault::corrupt for damage.
  [[nodiscard]] static Result<std::unique_ptr<KeyStore>> open(const std::filesystem::path& directory,
                                                              const std::filesystem::path& master_key);
  ~KeyStore();
  KeyStore(const KeyStore&) = delete;
  KeyStore& operator=(const KeyStore&) = delete;

  /// A new key is on stable storage before it is handed out; all who ask for one id at once get the same key.
  [[nodiscard]] Result<Key> get_or_create(const KeyId& id);
  [[nodiscard]] Result<std::optional<Key>> find(const KeyId& id);
  /// The key that a sealed field names; nothing where it has been destroyed.
  [[nodiscard]] Result<std::optional<Key>> find_named(std::string_view name);

  /// Carries out an erasure once: `erasure` is the sequence (from 1) of the event that ordered it. On return the key is
  /// gone for good, and the files that held its bytes are replaced. At each start every erasure of the log is repeated,
  /// in their order: one that this store has carried out does nothing, so that a key made after it stays, and a
  /// restored older store loses what it brought back.
  [[nodiscard]] Result<void> destroy(const KeyId& id, std::uint64_t erasure);
  /// The same for the keys of all retention classes of a citizen.
  [[nodiscard]] Result<void> destroy_all(std::string_view citizen, std::uint64_t erasure);

  [[nodiscard]] KeyCounts counts() const;
  /// Whether a write has failed: no new key is made before the store is opened anew.
  [[nodiscard]] bool failed() const;

 private:
  struct State;
  explicit KeyStore(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace careledger::core::keys
