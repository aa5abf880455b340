#pragma once

#include "core/error/result.hpp"

#include <filesystem>

namespace careledger::core::storage {

/// Fault::corrupt where a directory holds logs or tables of a RocksDB database but not CURRENT, the file that leads to
/// them: opening it for writing would begin a new database there, and delete them as nobody's.
[[nodiscard]] Result<void> check_current(const std::filesystem::path& directory);

}  // namespace careledger::core::storage
