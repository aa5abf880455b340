#pragma once

#include "core/error/result.hpp"

#include <filesystem>
#include <string_view>

namespace careledger::core::storage {

/// Writes all bytes to the descriptor and syncs it. On false `errno` says why.
[[nodiscard]] bool write_and_sync(int descriptor, std::string_view bytes);

/// Puts on stable storage which names a directory has; an empty path is the working directory. On false `errno` says
/// why.
[[nodiscard]] bool sync_directory(const std::filesystem::path& directory);

/// The file has that content, with mode 0600 and on stable storage, or it is as it was: written beside it as
/// `<name>.new`, then renamed. Error: Fault::storage.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace careledger::core::storage
