#pragma once

#include "core/error/result.hpp"
#include "core/keys/key.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace careledger::core::keys {

/// How a key lies in the store: its name, then nonce, ciphertext and tag of its secret under the master key, bound to
/// the name and to whose key it is.
[[nodiscard]] std::string wrap(const Secret& master, std::string_view id, const Key& key);

/// Error: Fault::corrupt where the record has been altered, or belongs to another id.
[[nodiscard]] Result<Key> unwrap(const Secret& master, std::string_view id, std::string_view record);

/// The name in a record, unchecked, so that a damaged key can be destroyed too.
[[nodiscard]] std::string_view name_in(std::string_view record);

/// A record that only the same master key answers for.
[[nodiscard]] std::string master_check(const Secret& master);
[[nodiscard]] bool is_checked_by(std::string_view check, const Secret& master);

}  // namespace careledger::core::keys
