#pragma once

#include "core/error/result.hpp"
#include "core/keys/key.hpp"

#include <filesystem>
#include <string_view>

namespace careledger::core::keys {

/// The key that wraps all others, in a file of 32 random bytes that its owner alone may read (mode 0600 or 0400).
/// Error: Fault::not_found where there is no such file, Fault::storage for a wrong mode, size or kind.
[[nodiscard]] Result<Secret> read_master_key(const std::filesystem::path& file);
/// Another key that lies in such a file; `called` so in errors.
[[nodiscard]] Result<Secret> read_key_file(const std::filesystem::path& file, std::string_view called);

/// Draws a key and writes it with mode 0600, whole and synced, or not at all. Never replaces a file. Fault::storage.
[[nodiscard]] Result<Secret> make_master_key(const std::filesystem::path& file);

}  // namespace careledger::core::keys
