#include "core/keys/master_key.hpp"

#include "tests/core/keys/directory.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace careledger::core;
using careledger::tests::keys::Directory;
using careledger::tests::keys::read_file;
using careledger::tests::keys::write_file;
namespace fs = std::filesystem;

TEST_CASE("a master key is made with 32 bytes that its owner alone may read, whatever the umask") {
  const Directory directory;
  const auto before = ::umask(0);
  const auto made = keys::make_master_key(directory.master_key());
  ::umask(before);
  REQUIRE(made);
  CHECK(fs::status(directory.master_key()).permissions() == fs::perms(0600));
  CHECK(read_file(directory.master_key()) == made->bytes());
  CHECK(keys::read_master_key(directory.master_key()) == *made);
  CHECK(std::distance(fs::directory_iterator(directory.master_key().parent_path()), {}) == 1);  // nothing left behind
}

TEST_CASE("a master key is never replaced") {
  const Directory directory;
  const auto made = keys::make_master_key(directory.master_key());
  REQUIRE(made);
  CHECK_FALSE(keys::make_master_key(directory.master_key()));
  CHECK(keys::read_master_key(directory.master_key()) == *made);
}

TEST_CASE("a start that was cut short while it made the master key does not stand in the way") {
  const Directory directory;
  write_file(directory.other("master.key.unfinished"), "half");
  CHECK(keys::make_master_key(directory.master_key()));
  CHECK(keys::read_master_key(directory.master_key()));
}

TEST_CASE("a file that is no master key is refused, and the reason says why") {
  const Directory directory;
  struct Row {
    const char* name;
    std::size_t bytes;
    unsigned mode;
    const char* reason;  // empty: accepted
  };
  const Row rows[] = {
      {"good", 32, 0600, ""},
      {"read-only", 32, 0400, ""},
      {"group", 32, 0640, "read by others than its owner"},
      {"world", 32, 0604, "read by others than its owner"},
      {"writable", 32, 0620, "read by others than its owner"},
      {"empty", 0, 0600, "has 0 bytes, not the 32"},
      {"short", 31, 0600, "has 31 bytes, not the 32"},
      {"long", 33, 0600, "has 33 bytes, not the 32"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const auto file = directory.other(row.name);
    write_file(file, std::string(row.bytes, 'k'), fs::perms(row.mode));
    const auto key = keys::read_master_key(file);
    CHECK(key.has_value() == std::string(row.reason).empty());
    if (key) continue;
    CHECK(key.error().fault == Fault::storage);
    CHECK_MESSAGE(key.error().detail.find(row.reason) != std::string::npos, key.error().detail);
    CHECK(key.error().detail.find(file.string()) != std::string::npos);
  }
  fs::create_directory(directory.other("folder"));
  fs::permissions(directory.other("folder"), fs::perms(0700));
  CHECK(keys::read_master_key(directory.other("folder")).error().detail.find("no regular file") != std::string::npos);
  CHECK(keys::read_master_key(directory.other("none")).error().fault == Fault::not_found);
}
