#include "core/keys/key_table.hpp"

#include "tests/core/keys/directory.hpp"

#include <doctest/doctest.h>

using namespace careledger::core;
using careledger::tests::keys::Directory;
using careledger::tests::keys::read_file;
namespace fs = std::filesystem;

namespace {

const std::string record = "AAAAAAAAAAAAAAAAAAAAAA, then the wrapped secret of a key";

bool record_stands_in_a_file(const fs::path& directory) {
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (read_file(entry.path()).find(record) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a sweep that was cut short is ended by the next start") {
  const Directory directory;
  {
    auto table = keys::KeyTable::open(directory.keys());
    REQUIRE(table);
    REQUIRE((*table)->add("id", record.substr(0, 22), record));
  }
  {
    auto table = keys::KeyTable::open(directory.keys());
    REQUIRE(table);
    REQUIRE((*table)->remove({"id"}, "scope", 3));
    CHECK(record_stands_in_a_file(directory.keys()));
  }
  {
    auto table = keys::KeyTable::open(directory.keys());
    REQUIRE(table);
    CHECK((*table)->last_erasure("scope") == 3);
    CHECK((*table)->last_erasure("other") == 0);
  }
  CHECK_FALSE(record_stands_in_a_file(directory.keys()));
}

TEST_CASE("a removal takes the record and its name, and notes the erasure, together") {
  const Directory directory;
  auto table = keys::KeyTable::open(directory.keys());
  REQUIRE(table);
  const std::string name = record.substr(0, 22);
  REQUIRE((*table)->add("id", name, record));
  CHECK((*table)->record("id")->value() == record);
  CHECK((*table)->id_of(name)->value() == "id");
  REQUIRE((*table)->remove({"id"}, "scope", 12));
  CHECK_FALSE((*table)->record("id")->has_value());
  CHECK_FALSE((*table)->id_of(name)->has_value());
  CHECK((*table)->last_erasure("scope") == 12);
}
