#include "core/keys/key_store.hpp"

#include "core/crypto/encoding.hpp"
#include "tests/core/keys/directory.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <set>
#include <thread>
#include <vector>

using namespace careledger::core;
using careledger::tests::keys::Directory;
using careledger::tests::keys::read_file;
using careledger::tests::keys::write_file;
using keys::Key;
using keys::KeyId;
namespace fs = std::filesystem;

namespace {

bool same(const Key& a, const Key& b) {
  return a.name == b.name && a.secret == b.secret;
}

// What follows the key's name in the files of the store: among it the wrapped secret. The manifest holds bounds of the
// rows' names and no row.
std::set<std::string> wrapped_bytes(const fs::path& directory, const std::string& name) {
  std::set<std::string> found;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.path().filename().string().starts_with("MANIFEST")) continue;
    const std::string bytes = read_file(entry.path());
    for (std::size_t at = bytes.find(name); at != std::string::npos; at = bytes.find(name, at + 1)) {
      std::string next = bytes.substr(at + name.size(), 60);  // nonce, secret and tag
      if (next.size() == 60) found.insert(std::move(next));
    }
  }
  return found;
}

bool stands_in_a_file(const fs::path& directory, const std::string& bytes) {
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (read_file(entry.path()).find(bytes) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("each citizen and class, and each event, has a key of its own") {
  const Directory directory;
  auto store = directory.open();
  REQUIRE(store);
  const KeyId ids[] = {
      KeyId::of_citizen("c1", "care"), KeyId::of_citizen("c1", "complaints"),
      KeyId::of_citizen("c2", "care"), KeyId::of_citizen("c1", ""),
      KeyId::of_citizen("c1", "car"),  KeyId::of_event("/a", "bc"),
      KeyId::of_event("/ab", "c"),     KeyId::of_event("/a", "b"),
      KeyId::of_event("/a1:", "x"),
  };
  std::set<std::string> names;
  std::set<std::string> secrets;
  for (const KeyId& id : ids) {
    const auto none = (*store)->find(id);
    REQUIRE(none);
    CHECK_FALSE(none->has_value());
    const auto key = (*store)->get_or_create(id);
    REQUIRE(key);
    CHECK(key->name.size() == 22);
    names.insert(key->name);
    secrets.emplace(key->secret.bytes());
    CHECK(same((*store)->get_or_create(id).value(), *key));
    CHECK(same((*store)->find(id)->value(), *key));
    CHECK(same((*store)->find_named(key->name)->value(), *key));
  }
  CHECK(names.size() == std::size(ids));
  CHECK(secrets.size() == std::size(ids));
  CHECK((*store)->counts().of_citizens == 5);
  CHECK((*store)->counts().of_events == 4);
  CHECK_FALSE((*store)->find_named("AAAAAAAAAAAAAAAAAAAAAA")->has_value());
  CHECK_FALSE((*store)->find_named("")->has_value());
}

TEST_CASE("keys outlive a restart, and lie in files that are closed to others and name no citizen") {
  const Directory directory;
  const KeyId id = KeyId::of_citizen("citizen-4711", "care");
  std::vector<Key> made;
  {
    auto store = directory.open();
    REQUIRE(store);
    made.push_back((*store)->get_or_create(id).value());
    made.push_back((*store)->get_or_create(KeyId::of_event("/s", "1")).value());
  }
  CHECK(fs::status(directory.keys()).permissions() == fs::perms(0700));
  CHECK(fs::status(directory.master_key()).permissions() == fs::perms(0600));
  for (int restart = 0; restart < 2; ++restart) {
    auto store = directory.open();
    REQUIRE(store);
    CHECK(same((*store)->find(id)->value(), made[0]));
    CHECK(same((*store)->find_named(made[1].name)->value(), made[1]));
    CHECK((*store)->counts().of_citizens == 1);
    CHECK((*store)->counts().of_events == 1);
  }
  CHECK_FALSE(stands_in_a_file(directory.keys(), "citizen-4711"));
  CHECK_FALSE(stands_in_a_file(directory.keys(), std::string(made[0].secret.bytes())));
  CHECK_FALSE(wrapped_bytes(directory.keys(), made[0].name).empty());
}

TEST_CASE("a store needs the master key that it was made with") {
  const Directory directory;
  {
    auto store = directory.open();
    REQUIRE(store);
    REQUIRE((*store)->get_or_create(KeyId::of_citizen("c", "care")));
  }
  const auto other = directory.other("other.key");
  write_file(other, std::string(32, 'k'));
  const auto wrong = keys::KeyStore::open(directory.keys(), other);
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().fault == Fault::storage);
  CHECK(wrong.error().detail ==
        "the key store " + directory.keys().string() + " was made with another master key than " + other.string());

  const auto missing = keys::KeyStore::open(directory.keys(), directory.other("none.key"));
  REQUIRE_FALSE(missing);
  CHECK(missing.error().fault == Fault::storage);
  CHECK(missing.error().detail.find("does not exist") != std::string::npos);
  CHECK_FALSE(fs::exists(directory.other("none.key")));  // a new one would open nothing

  fs::permissions(directory.master_key(), fs::perms(0644));
  const auto open_to_all = directory.open();
  REQUIRE_FALSE(open_to_all);
  CHECK(open_to_all.error().detail.find("0600") != std::string::npos);

  fs::permissions(directory.master_key(), fs::perms(0600));
  CHECK(directory.open());
}

TEST_CASE("a new store takes the master key that it is given") {
  const Directory directory;
  write_file(directory.master_key(), std::string(32, 'k'), fs::perms(0400));
  CHECK(directory.open());
  CHECK(read_file(directory.master_key()) == std::string(32, 'k'));
}

TEST_CASE("a store that is open is refused to others") {
  const Directory directory;
  auto store = directory.open();
  REQUIRE(store);
  const auto second = directory.open();
  REQUIRE_FALSE(second);
  CHECK(second.error().fault == Fault::storage);
}

TEST_CASE("threads that ask for a key at once get the same one") {
  const Directory directory;
  auto store = directory.open();
  REQUIRE(store);
  constexpr int ids = 40;
  constexpr int threads = 6;
  std::vector<std::vector<Key>> got(threads, std::vector<Key>(ids));
  std::atomic<int> failures = 0;
  {
    std::vector<std::jthread> running;
    for (int t = 0; t < threads; ++t) {
      running.emplace_back([&, t] {
        for (int i = 0; i < ids; ++i) {
          const auto key = (*store)->get_or_create(KeyId::of_citizen("c" + std::to_string(i), "care"));
          if (key) {
            got[static_cast<std::size_t>(t)][static_cast<std::size_t>(i)] = *key;
          } else {
            ++failures;
          }
        }
      });
    }
  }
  CHECK(failures == 0);
  std::set<std::string> names;
  for (std::size_t i = 0; i < ids; ++i) {
    names.insert(got[0][i].name);
    for (const auto& of_thread : got) CHECK(same(of_thread[i], got[0][i]));
  }
  CHECK(names.size() == ids);
  CHECK((*store)->counts().of_citizens == ids);
}

TEST_CASE("keys beyond what the cache holds are found all the same") {
  const Directory directory;
  auto store = directory.open();
  REQUIRE(store);
  // One citizen's classes share a part of the cache: more of them than it has room for.
  std::vector<Key> made;
  for (int i = 0; i < 600; ++i) {
    made.push_back((*store)->get_or_create(KeyId::of_citizen("c", std::to_string(i))).value());
  }
  for (int i = 0; i < 600; ++i) {
    CHECK(same((*store)->find(KeyId::of_citizen("c", std::to_string(i)))->value(), made[static_cast<std::size_t>(i)]));
  }
}

TEST_CASE("a destroyed key is gone, from memory and from every file, and stays gone") {
  const KeyId id = KeyId::of_citizen("c", "care");
  const KeyId longer = KeyId::of_citizen("c", "care-home");
  for (const bool in_table : {false, true}) {  // in the write-ahead log alone, or in a table
    CAPTURE(in_table);
    const Directory directory;
    auto store = directory.open();
    REQUIRE(store);
    const std::string name = (*store)->get_or_create(id)->name;
    const Key kept = (*store)->get_or_create(longer).value();
    if (in_table) {
      store->reset();
      store = directory.open();
      REQUIRE(store);
    }
    const auto wrapped = wrapped_bytes(directory.keys(), name);
    REQUIRE_FALSE(wrapped.empty());
    REQUIRE((*store)->destroy(id, 10));
    CHECK_FALSE((*store)->find(id)->has_value());
    CHECK_FALSE((*store)->find_named(name)->has_value());
    CHECK(same((*store)->find(longer)->value(), kept));
    CHECK((*store)->counts().of_citizens == 1);
    store->reset();
    for (const std::string& bytes : wrapped) CHECK_FALSE(stands_in_a_file(directory.keys(), bytes));
    store = directory.open();
    REQUIRE(store);
    CHECK_FALSE((*store)->find(id)->has_value());
    CHECK((*store)->counts().of_citizens == 1);
  }
}

TEST_CASE("an erasure that is repeated spares a key made after it; a later one does not") {
  const Directory directory;
  const KeyId id = KeyId::of_citizen("c", "care");
  auto store = directory.open();
  REQUIRE(store);
  REQUIRE((*store)->get_or_create(id));
  REQUIRE((*store)->destroy(id, 7));
  const Key second = (*store)->get_or_create(id).value();
  store->reset();
  store = directory.open();
  REQUIRE(store);
  REQUIRE((*store)->destroy(id, 7));
  CHECK(same((*store)->find(id)->value(), second));
  REQUIRE((*store)->destroy(id, 8));
  CHECK_FALSE((*store)->find(id)->has_value());
}

TEST_CASE("an erasure of what has no key is noted, also before a restart") {
  const Directory directory;
  const KeyId id = KeyId::of_event("/s", "1");
  auto store = directory.open();
  REQUIRE(store);
  REQUIRE((*store)->destroy(id, 3));
  const Key key = (*store)->get_or_create(id).value();
  store->reset();
  store = directory.open();
  REQUIRE((*store)->destroy(id, 3));
  CHECK(same((*store)->find(id)->value(), key));
}

TEST_CASE("a store restored from before an erasure loses the key again") {
  const Directory directory;
  const KeyId id = KeyId::of_citizen("c", "care");
  {
    auto store = directory.open();
    REQUIRE(store);
    REQUIRE((*store)->get_or_create(id));
  }
  fs::copy(directory.keys(), directory.other("backup"), fs::copy_options::recursive);
  {
    auto store = directory.open();
    REQUIRE(store);
    REQUIRE((*store)->destroy(id, 9));
  }
  auto restored = keys::KeyStore::open(directory.other("backup"), directory.master_key());
  REQUIRE(restored);
  REQUIRE((*restored)->find(id)->has_value());
  REQUIRE((*restored)->destroy(id, 9));
  CHECK_FALSE((*restored)->find(id)->has_value());
}

TEST_CASE("all classes of a citizen go together, and no other citizen's") {
  const Directory directory;
  auto store = directory.open();
  REQUIRE(store);
  const KeyId mine[] = {KeyId::of_citizen("c1", "care"), KeyId::of_citizen("c1", "complaints"),
                        KeyId::of_citizen("c1", "")};
  const KeyId others[] = {KeyId::of_citizen("c10", "care"), KeyId::of_citizen("c", "care"), KeyId::of_event("/c", "1")};
  for (const KeyId& id : mine) REQUIRE((*store)->get_or_create(id));
  for (const KeyId& id : others) REQUIRE((*store)->get_or_create(id));
  REQUIRE((*store)->destroy_all("c1", 5));
  for (const KeyId& id : mine) CHECK_FALSE((*store)->find(id)->has_value());
  for (const KeyId& id : others) CHECK((*store)->find(id)->has_value());

  // A class of its own count of erasures: what is noted for all says nothing of one, nor the other way about.
  REQUIRE((*store)->get_or_create(mine[0]));
  REQUIRE((*store)->destroy_all("c1", 5));
  CHECK((*store)->find(mine[0])->has_value());
  REQUIRE((*store)->destroy(mine[2], 6));
  REQUIRE((*store)->destroy_all("c1", 6));
  CHECK_FALSE((*store)->find(mine[0])->has_value());
}

TEST_CASE("keys are made and destroyed by threads at once, and none is lost or kept by mistake") {
  const Directory directory;
  auto store = directory.open();
  REQUIRE(store);
  std::atomic<int> failures = 0;
  {
    std::vector<std::jthread> running;
    for (int t = 0; t < 4; ++t) {
      running.emplace_back([&, t] {
        for (int i = 0; i < 10; ++i) {
          const KeyId id = KeyId::of_citizen("c" + std::to_string(t), std::to_string(i));
          const auto key = (*store)->get_or_create(id);
          const bool goes = i % 2 == 0;
          if (!key || (goes && !(*store)->destroy(id, 1))) ++failures;
          const auto named = key ? (*store)->find_named(key->name) : fail(key.error());
          if (!named || named->has_value() == goes) ++failures;
        }
      });
    }
  }
  CHECK(failures == 0);
  CHECK((*store)->counts().of_citizens == 20);
  store->reset();
  store = directory.open();
  REQUIRE(store);
  CHECK((*store)->counts().of_citizens == 20);
}
