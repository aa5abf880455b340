#pragma once

#include "core/error/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::core::keys {

/// The database under the KeyStore: records of wrapped keys by id, ids by key name, and which erasures are done. It
/// knows no secret. Any thread may call; writers of one id take turns by themselves.
class KeyTable {
 public:
  /// Ends a sweep that was cut short. Error: Fault::storage, Fault::corrupt.
  [[nodiscard]] static Result<std::unique_ptr<KeyTable>> open(const std::filesystem::path& directory);
  ~KeyTable();
  KeyTable(const KeyTable&) = delete;
  KeyTable& operator=(const KeyTable&) = delete;

  /// The record that only the right master key answers for; nothing in a new table.
  [[nodiscard]] Result<std::optional<std::string>> check() const;
  [[nodiscard]] Result<void> set_check(std::string_view check);

  [[nodiscard]] Result<std::optional<std::string>> record(std::string_view id) const;
  [[nodiscard]] Result<std::optional<std::string>> id_of(std::string_view name) const;
  [[nodiscard]] Result<void> for_each_id(std::string_view prefix,
                                         const std::function<void(std::string_view)>& visit) const;
  /// On stable storage when it returns.
  [[nodiscard]] Result<void> add(std::string_view id, std::string_view name, std::string_view record);

  /// The last erasure that was carried out for a scope; 0 for none.
  [[nodiscard]] Result<std::uint64_t> last_erasure(std::string_view scope) const;
  /// Removes the keys and notes the erasure, in one batch, on stable storage when it returns.
  [[nodiscard]] Result<void> remove(const std::vector<std::string>& ids, std::string_view scope, std::uint64_t erasure);
  /// Rewrites the files in which removed records may still stand. One thread at a time.
  /// Whether a write has failed: none is tried again before the store is opened anew.
  [[nodiscard]] bool failed() const;
  [[nodiscard]] Result<void> sweep();

 private:
  struct State;
  explicit KeyTable(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace careledger::core::keys
