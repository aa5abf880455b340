#pragma once

#include "core/log/log.hpp"

#include <filesystem>

namespace careledger::core::log {

/// A file of one record beside the database: the last head whose sync has returned. It is written after each sync and
/// never synced itself, so it may lag behind the log, but a log that lags behind it has lost acknowledged events
/// (RocksDB takes a damaged write-ahead log for a torn one and stops there). That it can be written says that the file
/// system still lives: one that shuts itself down may let a sync under way return as if it had been done, but takes no
/// further write. Owned by the log; the writer's thread.
class Acknowledged {
 public:
  Acknowledged() = default;
  Acknowledged(const Acknowledged&) = delete;
  Acknowledged& operator=(const Acknowledged&) = delete;
  ~Acknowledged();

  [[nodiscard]] Result<void> open(const std::filesystem::path& path);
  /// Fault::corrupt where the file names more events than `found` has, or another root for as many.
  [[nodiscard]] Result<void> compare(const Head& found) const;
  /// Before the head is answered for. Fault::storage: then the sync before it proves nothing.
  [[nodiscard]] Result<void> record(const Head& head) const;

 private:
  int file_ = -1;
};

}  // namespace careledger::core::log
