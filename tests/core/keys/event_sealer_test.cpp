#include "core/keys/event_sealer.hpp"

#include "core/keys/key_store.hpp"
#include "tests/core/keys/directory.hpp"

#include <doctest/doctest.h>

using namespace careledger::core;
using careledger::tests::keys::Directory;
using keys::EventSealer;
using keys::KeyId;

namespace {

constexpr std::string_view words = R"("prefers tea at four")";

std::string key_of(const std::string& jwe) {
  return keys::read_header(jwe).value().key_name;
}

}  // namespace

TEST_CASE("a field is sealed under its citizen's key for the class, or the event's own where no citizen is named") {
  const Directory directory;
  auto store = directory.open();
  REQUIRE(store);
  EventSealer first(**store, "/feeds/a", "1");
  EventSealer second(**store, "/feeds/a", "2");
  const std::string care = first.seal("c1", "care", "/details", words).value();
  CHECK(key_of(care) == (*store)->find(KeyId::of_citizen("c1", "care"))->value().name);
  CHECK(key_of(second.seal("c1", "care", "/x", words).value()) == key_of(care));
  CHECK(key_of(first.seal("c1", "complaints", "/details", words).value()) != key_of(care));
  CHECK(key_of(first.seal("c2", "care", "/details", words).value()) != key_of(care));

  const std::string own = first.seal("", "care", "/details", words).value();
  CHECK(key_of(own) == (*store)->find(KeyId::of_event("/feeds/a", "1"))->value().name);
  CHECK(key_of(first.seal("", "other", "/more", words).value()) == key_of(own));
  CHECK(key_of(second.seal("", "care", "/details", words).value()) != key_of(own));

  CHECK(keys::read_header(own)->place == keys::Place{"/feeds/a", "1", "/details"});
  CHECK(keys::unseal(**store, own) == std::string(words));
  CHECK(keys::unseal(**store, care) == std::string(words));
}

TEST_CASE("a sealed field is compared with a clear text by opening it") {
  const Directory directory;
  auto store = directory.open();
  REQUIRE(store);
  EventSealer sealer(**store, "/s", "1");
  const std::string jwe = sealer.seal("c", "care", "/details", words).value();
  CHECK(keys::seals(**store, jwe, words) == true);
  CHECK(keys::seals(**store, jwe, R"("prefers tea at five")") == false);
  CHECK(keys::seals(**store, jwe, "") == false);
}

TEST_CASE("a field opens after a restart, and only in its place") {
  const Directory directory;
  std::string jwe;
  {
    auto store = directory.open();
    REQUIRE(store);
    jwe = EventSealer(**store, "/s", "1").seal("c", "care", "/details", words).value();
  }
  auto store = directory.open();
  REQUIRE(store);
  CHECK(keys::unseal_at(**store, jwe, {"/s", "1", "/details"}) == std::string(words));
  for (const keys::Place& other :
       {keys::Place{"/t", "1", "/details"}, keys::Place{"/s", "2", "/details"}, keys::Place{"/s", "1", "/notes"}}) {
    CHECK(keys::unseal_at(**store, jwe, other).error().fault == Fault::corrupt);
  }
  std::string altered = jwe;
  altered.back() = altered.back() == 'A' ? 'B' : 'A';
  CHECK(keys::unseal(**store, altered).error().fault == Fault::corrupt);
  CHECK(keys::unseal(**store, "no.jwe").error().fault == Fault::corrupt);
}

TEST_CASE("under a destroyed key a field is not found, and a new key of the same citizen does not open it") {
  const Directory directory;
  auto store = directory.open();
  REQUIRE(store);
  EventSealer sealer(**store, "/s", "1");
  const std::string before = sealer.seal("c", "care", "/details", words).value();
  const std::string own = sealer.seal("", "care", "/details", words).value();
  REQUIRE((*store)->destroy_all("c", 4));
  REQUIRE((*store)->destroy(KeyId::of_event("/s", "1"), 5));
  for (const std::string& jwe : {before, own}) {
    const auto opened = keys::unseal(**store, jwe);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().fault == Fault::not_found);
    CHECK(opened.error().detail == "the key of this field has been destroyed: its words are erased");
    CHECK(keys::seals(**store, jwe, words).error().fault == Fault::not_found);
  }
  const std::string after = sealer.seal("c", "care", "/details", words).value();
  CHECK(keys::unseal(**store, after) == std::string(words));
  CHECK(keys::unseal(**store, before).error().fault == Fault::not_found);
}
