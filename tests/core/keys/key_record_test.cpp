#include "core/keys/key_record.hpp"

#include <doctest/doctest.h>

using namespace careledger::core;
using keys::Key;
using keys::Secret;

TEST_CASE("a wrapped key opens under its master key, for its id alone") {
  const Secret master = Secret::random();
  const Key key{"AAAAAAAAAAAAAAAAAAAAAA", Secret::random()};
  const std::string record = keys::wrap(master, "c-one", key);
  CHECK(record.find(key.secret.bytes()) == std::string::npos);
  CHECK(keys::name_in(record) == key.name);
  const auto unwrapped = keys::unwrap(master, "c-one", record);
  REQUIRE(unwrapped);
  CHECK(unwrapped->name == key.name);
  CHECK(unwrapped->secret == key.secret);
  CHECK(keys::unwrap(master, "c-two", record).error().fault == Fault::corrupt);
  CHECK(keys::unwrap(Secret::random(), "c-one", record).error().fault == Fault::corrupt);
}

TEST_CASE("a wrapped key with any bit changed, or a byte missing, does not open") {
  const Secret master = Secret::random();
  const std::string record = keys::wrap(master, "id", {"AAAAAAAAAAAAAAAAAAAAAA", Secret::random()});
  for (std::size_t i = 0; i < record.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string altered = record;
      altered[i] = static_cast<char>(altered[i] ^ 1 << bit);
      CHECK_FALSE(keys::unwrap(master, "id", altered));
    }
    CHECK_FALSE(keys::unwrap(master, "id", std::string_view(record).substr(0, i)));
  }
  CHECK_FALSE(keys::unwrap(master, "id", record + "x"));
}

TEST_CASE("the check knows its master key from any other") {
  const Secret master = Secret::random();
  const std::string check = keys::master_check(master);
  CHECK(keys::is_checked_by(check, master));
  CHECK_FALSE(keys::is_checked_by(check, Secret::random()));
  CHECK_FALSE(keys::is_checked_by("", master));
}
