#pragma once

#include <cstddef>

namespace careledger::core::storage {

/// How many files and sockets this process may have open. The first call raises the soft limit to the hard one.
[[nodiscard]] std::size_t open_files_limit();

// The shares of it: connections never take what the database needs to go on writing.
[[nodiscard]] inline std::size_t files_of_the_log() {
  return open_files_limit() / 4 < 1'000 ? open_files_limit() / 4 : 1'000;
}
[[nodiscard]] inline std::size_t connections_of_the_server() {
  return open_files_limit() / 2;
}

}  // namespace careledger::core::storage
