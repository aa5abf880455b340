#include "core/storage/open_files.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace careledger::core::storage {

std::size_t open_files_limit() {
  static const std::size_t limit = [] {
    constexpr rlim_t usual = 1'024;
    constexpr rlim_t enough = 65'536;
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return static_cast<std::size_t>(usual);
    files.rlim_cur = std::min(files.rlim_max, std::max(files.rlim_cur, enough));
    [[maybe_unused]] const int raised = ::setrlimit(RLIMIT_NOFILE, &files);
    ::getrlimit(RLIMIT_NOFILE, &files);
    return static_cast<std::size_t>(std::min(files.rlim_cur, enough));
  }();
  return limit;
}

}  // namespace careledger::core::storage
