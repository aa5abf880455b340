#include "core/log/recent.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>

using namespace careledger::core;
using log::Family;

namespace {

using Rows = std::map<std::string, std::string, std::less<>>;

std::shared_ptr<const log::Segment> segment_of(const Rows& rows, Family family, log::Sequence position = 1) {
  log::DerivedBatch batch;
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) batch.put(family, row->first, row->second);
  batch.position = position;
  return std::make_shared<const log::Segment>(batch, [](Family) { return true; });
}

Rows walked(const log::Recent::Look& look, Family family, std::string_view lower,
            std::optional<std::string_view> upper = {}) {
  Rows rows;
  std::string last;
  for (log::Walk walk(look, family, lower, upper); walk.valid(); walk.next()) {
    CHECK((rows.empty() || last < walk.key()));
    last = walk.key();
    rows.emplace(walk.key(), walk.value());
  }
  return rows;
}

}  // namespace

TEST_CASE("a segment holds each key of a batch once, with the last value, and no family that is not wanted") {
  log::DerivedBatch batch;
  batch.put(Family::ids, "b", "old");
  batch.put(Family::tags, "t");
  batch.put_joined(Family::ids, {"", "a", ""}, "1");
  batch.put(Family::ids, "b", "new");
  const log::Segment segment(batch, [](Family family) { return family != Family::tags; });
  CHECK(segment.size() == 2);
  const auto found = [&segment](std::string_view key) {
    return segment.find(Family::ids, key, log::Segment::hash_of(key));
  };
  CHECK(found("a") == "1");
  CHECK(found("b") == "new");
  CHECK_FALSE(found("c"));
  CHECK_FALSE(segment.find(Family::tags, "t", log::Segment::hash_of("t")));
}

TEST_CASE("recent rows read as one map, however the segments were merged, and a look keeps what it saw") {
  std::mt19937 random(7);
  log::Recent recent;
  Rows expected;
  std::size_t most = 0;
  for (log::Sequence position = 1; position <= 2'000; ++position) {
    Rows rows;
    const auto count = position % 97 == 0 ? 300 : 1 + random() % 4;
    for (std::size_t i = 0; i < count; ++i)
      rows[std::to_string(random() % 5'000)] = std::to_string(position) + "." + std::to_string(i);
    const auto before = recent.look();
    const auto seen = position % 100 == 0 ? walked(before, Family::ids, "") : Rows{};
    recent.add(segment_of(rows, Family::ids, position));
    if (position % 100 == 0) CHECK(walked(before, Family::ids, "") == seen);
    for (const auto& [key, value] : rows) expected[key] = value;
    most = std::max(most, recent.look()->size());
  }
  CHECK(most < 64);
  const auto look = recent.look();
  CHECK(look->back()->position() == 2'000);
  CHECK(walked(look, Family::ids, "") == expected);
  CHECK(walked(look, Family::ids, "2", "31") == Rows(expected.lower_bound("2"), expected.lower_bound("31")));
  CHECK(walked(look, Family::tags, "").empty());
  for (const auto& [key, value] : expected) {
    std::optional<std::string_view> newest;
    for (const auto& segment : *look) {
      if (const auto found = segment->find(Family::ids, key, log::Segment::hash_of(key))) newest = found;
    }
    REQUIRE(newest == value);
  }
}

TEST_CASE("what is sealed is dropped, and only that") {
  log::Recent recent;
  for (int i = 0; i < 3; ++i) recent.add(segment_of({{"k" + std::to_string(i), "v"}}, Family::facts));
  const auto sealed = recent.seal();
  for (int i = 3; i < 30; ++i) recent.add(segment_of({{"k" + std::to_string(i), "v"}}, Family::facts));
  CHECK(walked(recent.look(), Family::facts, "").size() == 30);
  recent.drop_sealed();
  CHECK(walked(recent.look(), Family::facts, "").size() == 27);
  CHECK(recent.size() == 27);
  CHECK(walked(sealed, Family::facts, "").size() == 3);
}
