#pragma once

#include "core/log/log.hpp"

#include <filesystem>
#include <memory>

namespace careledger::core::log {

/// Opens (or makes) the embedded engine in `directory`: one RocksDB database with a column family for the leaves, one
/// for the head and other small facts, and one for each derived family. Errors: Fault::storage where the directory
/// can't be used or another process holds it, Fault::corrupt where its bytes contradict themselves.
[[nodiscard]] Result<std::unique_ptr<Log>> open_rocks_log(const std::filesystem::path& directory);

}  // namespace careledger::core::log
