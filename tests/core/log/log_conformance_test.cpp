#include "core/log/log.hpp"
#include "core/log/memory_log.hpp"
#include "core/log/rocks_log.hpp"
#include "tests/scratch.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>
#include <memory>

// What every engine promises: each case runs against each of them.

using namespace careledger::core;
using log::Family;
using log::Sequence;

namespace {

struct Engine {
  const char* name;
  std::function<std::unique_ptr<log::Log>(const std::filesystem::path&)> open;
};

std::vector<Engine> engines() {
  return {{"in memory", [](const auto&) { return log::make_memory_log(); }},
          {"embedded", [](const auto& directory) {
             auto opened = log::open_rocks_log(directory);
             REQUIRE_MESSAGE(opened.has_value(), opened.error().detail);
             return std::move(*opened);
           }}};
}

void for_each_engine(const std::function<void(log::Log&)>& check) {
  for (const auto& engine : engines()) {
    INFO(engine.name);
    const Scratch scratch;
    const auto opened = engine.open(scratch.path());
    check(*opened);
  }
}

void append(log::Log& log, std::vector<std::string> leaves) {
  const auto before = log.head();
  log::Head after = before;
  after.size += leaves.size();
  after.recorded.micros += 1;
  after.root[0] = static_cast<std::uint8_t>(after.size);
  REQUIRE(log.append(leaves, after, {}).has_value());
}

std::vector<std::string> keys_of(log::Cursor& cursor) {
  std::vector<std::string> keys;
  for (; cursor.valid(); cursor.next()) keys.emplace_back(cursor.key());
  CHECK(cursor.status().has_value());
  return keys;
}

}  // namespace

TEST_CASE("an empty log has the root of the empty tree and no event") {
  for_each_engine([](log::Log& log) {
    CHECK(log.head().size == 0);
    CHECK(log.head().root == merkle::empty_root());
    CHECK(log.read(1).error().fault == Fault::not_found);
    CHECK_FALSE(log.scan(1, 10)->valid());
  });
}

TEST_CASE("what is appended is read by its sequence, and scanned in order") {
  for_each_engine([](log::Log& log) {
    append(log, {"one", "two"});
    append(log, {"three"});
    CHECK(log.head().size == 3);
    CHECK(log.head().root[0] == 3);
    CHECK(*log.read(1) == "one");
    CHECK(*log.read(3) == "three");
    CHECK(log.read(0).error().fault == Fault::not_found);
    CHECK(log.read(4).error().fault == Fault::not_found);
    const auto cursor = log.scan(2, 3);
    CHECK(cursor->value() == "two");
    CHECK(keys_of(*cursor) == std::vector<std::string>{log::key_of(2), log::key_of(3)});
  });
}

TEST_CASE("a cursor does not see what is written after it was opened") {
  for_each_engine([](log::Log& log) {
    append(log, {"one"});
    const auto cursor = log.scan(1, 100);
    append(log, {"two"});
    CHECK(keys_of(*cursor).size() == 1);
  });
}

TEST_CASE("derived families keep ranges, last keys and their positions") {
  for_each_engine([](log::Log& log) {
    append(log, {"one", "two"});
    log::DerivedBatch batch;
    for (const char* const key : {"b", "a", "c", "d"}) batch.put(Family::tags, key, std::string("v") + key);
    batch.position = 2;
    REQUIRE(log.derive(batch).has_value());
    CHECK(log.position(Family::tags) == 2);
    CHECK(log.position(Family::facts) == 2);
    CHECK(**log.get(Family::tags, "a") == "va");
    CHECK_FALSE(log.get(Family::tags, "x")->has_value());
    CHECK_FALSE(log.get(Family::facts, "a")->has_value());
    CHECK(keys_of(*log.range(Family::tags, "b", "d")) == std::vector<std::string>{"b", "c"});
    CHECK(**log.last_key(Family::tags, "a", "d") == "c");
    CHECK_FALSE(log.last_key(Family::tags, "e", "z")->has_value());
    const auto cursor = log.range(Family::tags, "a", "z");
    cursor->seek("c");
    CHECK(cursor->key() == "c");
    cursor->seek("zz");
    CHECK_FALSE(cursor->valid());
  });
}

TEST_CASE("what is derived from leaves is seen with them, be it little or much") {
  for_each_engine([](log::Log& log) {
    for (const Sequence rows : {3u, 10'000u}) {
      log::Head after = log.head();
      ++after.size;
      log::DerivedBatch derived;
      for (Sequence row = rows; row > 0; --row)
        derived.put(Family::facts, log::key_of(row), std::to_string(after.size));
      derived.position = after.size;
      REQUIRE(log.append(std::vector<std::string>{"leaf"}, after, derived).has_value());
      CHECK(log.position(Family::facts) == after.size);
      CHECK(**log.get(Family::facts, log::key_of(rows)) == std::to_string(after.size));
      CHECK(keys_of(*log.range(Family::facts, log::key_of(1), log::key_of(rows + 1))).size() == rows);
    }
  });
}

TEST_CASE("what has come since a position is found, recent or flushed") {
  for_each_engine([](log::Log& log) {
    const auto put = [&log](Sequence position, const std::string& key) {
      append(log, {"leaf"});
      log::DerivedBatch batch;
      batch.put(Family::ids, key, key);
      batch.position = position;
      REQUIRE(log.derive(batch).has_value());
    };
    put(1, "a");
    REQUIRE(log.flush().has_value());
    put(2, "b");
    CHECK(**log.get_since(1, Family::ids, "b") == "b");
    REQUIRE(log.flush().has_value());
    CHECK(**log.get_since(1, Family::ids, "b") == "b");
    put(3, "c");
    CHECK(**log.get_since(2, Family::ids, "c") == "c");
    CHECK_FALSE(log.get_since(3, Family::ids, "d")->has_value());
    CHECK(**log.get_since(0, Family::ids, "a") == "a");
  });
}

TEST_CASE("a batch that a family has already leaves it alone, and a cleared family begins anew") {
  for_each_engine([](log::Log& log) {
    append(log, {"one"});
    log::DerivedBatch batch;
    batch.put(Family::ids, "k", "first");
    batch.position = 1;
    REQUIRE(log.derive(batch).has_value());
    batch.puts.back().value = "second";
    REQUIRE(log.derive(batch).has_value());
    CHECK(**log.get(Family::ids, "k") == "first");
    REQUIRE(log.clear(Family::ids).has_value());
    CHECK(log.position(Family::ids) == 0);
    CHECK(log.position(Family::tags) == 1);
    CHECK_FALSE(log.get(Family::ids, "k")->has_value());
    REQUIRE(log.derive(batch).has_value());
    CHECK(**log.get(Family::ids, "k") == "second");
  });
}

TEST_CASE("a cleared family is derived anew far below where the others stand") {
  for_each_engine([](log::Log& log) {
    log::DerivedBatch high;
    high.put(Family::tags, "t", "high");
    high.position = 5'000'000;
    REQUIRE(log.derive(high).has_value());
    REQUIRE(log.clear(Family::facts).has_value());
    for (Sequence position = 1; position <= 20; ++position) {
      log::DerivedBatch low;
      low.put(Family::facts, "f", std::to_string(position));
      low.put(Family::tags, "t", "low");
      low.position = position;
      REQUIRE(log.derive(low).has_value());
    }
    CHECK(**log.get(Family::facts, "f") == "20");
    CHECK(**log.get(Family::tags, "t") == "high");
    CHECK(log.position(Family::facts) == 20);
    CHECK(log.position(Family::tags) == 5'000'000);
  });
}

TEST_CASE("many rows read the same while they pass into tables, and a cursor keeps what it began with") {
  for_each_engine([](log::Log& log) {
    constexpr std::size_t batches = 120;
    constexpr std::size_t rows = 8'000;
    std::unique_ptr<log::Cursor> early;
    for (std::size_t i = 0; i < batches; ++i) {
      log::DerivedBatch batch;
      for (std::size_t row = 0; row < rows; ++row)
        batch.put_joined(Family::tags, {log::key_of(row % 100), log::key_of(i * rows + row)});
      batch.position = i + 1;
      REQUIRE(log.derive(batch).has_value());
      if (i == 40) early = log.range(Family::tags, log::key_of(7), log::key_of(8));
      const auto last = log.last_key(Family::tags, log::key_of(7), log::key_of(8));
      REQUIRE(**last == log::key_of(7) + log::key_of(i * rows + rows - 100 + 7));
    }
    CHECK(keys_of(*early).size() == 41 * rows / 100);
    CHECK(keys_of(*log.range(Family::tags, log::key_of(7), log::key_of(8))).size() == batches * rows / 100);
    REQUIRE(log.flush().has_value());
    CHECK(keys_of(*log.range(Family::tags, log::key_of(7), log::key_of(8))).size() == batches * rows / 100);
  });
}

TEST_CASE("small facts about the ledger are kept by name") {
  for_each_engine([](log::Log& log) {
    CHECK_FALSE(log.meta("origin")->has_value());
    REQUIRE(log.set_meta("origin", "example.org/log").has_value());
    CHECK(**log.meta("origin") == "example.org/log");
  });
}

TEST_CASE("the embedded log is as it was after it was closed and opened again") {
  const Scratch scratch;
  for (std::uint64_t round = 1; round <= 3; ++round) {
    const auto opened = log::open_rocks_log(scratch.path());
    REQUIRE(opened.has_value());
    CHECK((*opened)->head().size == round - 1);
    append(**opened, {"leaf " + std::to_string(round)});
    log::DerivedBatch batch;
    batch.put(Family::tags, std::to_string(round));
    batch.position = round;
    REQUIRE((*opened)->derive(batch).has_value());
    REQUIRE((*opened)->flush().has_value());
  }
  const auto opened = log::open_rocks_log(scratch.path());
  CHECK(*(*opened)->read(2) == "leaf 2");
  CHECK((*opened)->position(Family::tags) == 3);
}

TEST_CASE("a log that has fewer events than were acknowledged is refused") {
  const Scratch scratch;
  {
    const auto opened = log::open_rocks_log(scratch.path());
    append(**opened, {"one"});
  }
  const auto kept = scratch.path() / "acknowledged";
  std::filesystem::copy_file(kept, scratch.path() / "older");
  {
    const auto opened = log::open_rocks_log(scratch.path());
    append(**opened, {"two"});
  }
  std::filesystem::rename(scratch.path() / "ledger", scratch.path() / "lost");
  const auto opened = log::open_rocks_log(scratch.path());
  REQUIRE_FALSE(opened.has_value());
  CHECK(opened.error().fault == Fault::corrupt);
  CHECK(opened.error().detail.find("acknowledged") != std::string::npos);
}

TEST_CASE("what was synced but can't be marked is not acknowledged, and nothing is written after it") {
  const Scratch scratch;
  std::filesystem::create_symlink("/dev/full", scratch.path() / "acknowledged");
  const auto opened = log::open_rocks_log(scratch.path());
  REQUIRE(opened.has_value());
  const std::vector<std::string> leaves{"one"};
  log::DerivedBatch derived;
  derived.put(Family::tags, "t", "of what may be gone");
  derived.position = 1;
  const auto refused = (*opened)->append(leaves, {.size = 1, .root = {}, .recorded = {}}, derived);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().fault == Fault::storage);
  CHECK((*opened)->head().size == 0);
  CHECK_FALSE((*opened)->get(Family::tags, "t")->has_value());
  CHECK((*opened)->position(Family::tags) == 0);
  const auto after = (*opened)->append(leaves, {.size = 1, .root = {}, .recorded = {}}, {});
  REQUIRE_FALSE(after.has_value());
  CHECK(after.error().fault == Fault::read_only);
}

TEST_CASE("a directory that can't be made is told, not a crash") {
  const auto opened = log::open_rocks_log("/proc/nowhere");
  REQUIRE_FALSE(opened.has_value());
  CHECK(opened.error().fault == Fault::storage);
}
