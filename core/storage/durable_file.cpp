#include "core/storage/durable_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace careledger::core::storage {

bool write_and_sync(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(descriptor) == 0;
}

bool sync_directory(const std::filesystem::path& directory) {
  const int opened = ::open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return false;
  const bool synced = ::fsync(opened) == 0;
  const int why = errno;
  ::close(opened);
  errno = why;
  return synced;
}

Result<void> replace_file(const std::filesystem::path& file, std::string_view bytes) {
  const auto failed = [&file] {
    return fail(Fault::storage, "writing " + file.string() + ": " + std::strerror(errno));
  };
  const std::string fresh = file.string() + ".new";
  const int opened = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (opened < 0) return failed();
  const bool written = write_and_sync(opened, bytes);
  const int why = errno;
  ::close(opened);
  errno = why;
  if (!written || ::rename(fresh.c_str(), file.c_str()) != 0) return failed();
  if (!sync_directory(file.parent_path())) return failed();
  return {};
}

}  // namespace careledger::core::storage
