#pragma once

#include <memory>

namespace rocksdb {
class Logger;
}

namespace careledger::core::storage {

/// What RocksDB has to say: errors go to our own log, the rest is dropped. A file of RocksDB's own would
/// lie on the disk that has just failed, and Debian's build aborts the process when it writes to a file once more that
/// has failed it before.
[[nodiscard]] std::shared_ptr<rocksdb::Logger> database_logger();

}  // namespace careledger::core::storage
