#include "core/keys/master_key.hpp"

#include "core/storage/durable_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace careledger::core::keys {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

constexpr std::string_view master = "the master key";

tl::unexpected<Error> bad(const std::filesystem::path& file, const std::string& what,
                          std::string_view called = master) {
  return fail(Fault::storage, std::string(called) + " " + file.string() + " " + what);
}

std::string reason() {
  return std::strerror(errno);
}

bool write_whole(const std::filesystem::path& file, const Secret& key) {
  const Descriptor opened(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  return opened.is_open() && ::fchmod(opened.number(), 0600) == 0 &&  // whatever the umask
         storage::write_and_sync(opened.number(), {reinterpret_cast<const char*>(key.data()), Secret::size});
}

}  // namespace

Result<Secret> read_master_key(const std::filesystem::path& file) {
  return read_key_file(file, master);
}

Result<Secret> read_key_file(const std::filesystem::path& file, std::string_view called) {
  // Not to wait for the other end, should the path name a pipe.
  const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!opened.is_open() && errno == ENOENT) {
    return fail(Fault::not_found, std::string(called) + " " + file.string() + " does not exist");
  }
  if (!opened.is_open()) return bad(file, "can't be opened: " + reason(), called);
  struct stat status {};
  if (::fstat(opened.number(), &status) != 0) return bad(file, "can't be examined: " + reason(), called);
  if (!S_ISREG(status.st_mode)) return bad(file, "is no regular file", called);
  if ((status.st_mode & 077) != 0)
    return bad(file, "may be read by others than its owner: give it the mode 0600", called);
  if (status.st_size != static_cast<off_t>(Secret::size)) {
    return bad(file, "has " + std::to_string(status.st_size) + " bytes, not the 32 of a key", called);
  }
  Secret key;
  if (::read(opened.number(), key.data(), Secret::size) != static_cast<ssize_t>(Secret::size)) {
    return bad(file, "can't be read: " + reason(), called);
  }
  return key;
}

Result<Secret> make_master_key(const std::filesystem::path& file) {
  const Secret key = Secret::random();
  std::filesystem::path unfinished = file;
  unfinished += ".unfinished";
  ::unlink(unfinished.c_str());  // of a start that was cut short before anything was wrapped by it
  if (!write_whole(unfinished, key)) return bad(file, "can't be written: " + reason());
  // A link, unlike a rename, fails where the name is taken.
  const bool linked = ::link(unfinished.c_str(), file.c_str()) == 0;
  const std::string why = linked ? "" : reason();
  ::unlink(unfinished.c_str());
  if (!linked) return bad(file, "can't be made: " + why);
  if (!storage::sync_directory(file.parent_path())) return bad(file, "can't be synced: " + reason());
  return key;
}

}  // namespace careledger::core::keys
