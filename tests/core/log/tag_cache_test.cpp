#include "core/log/tag_cache.hpp"

#include "core/log/index.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace careledger::core::log;

namespace {

DerivedBatch event_with(std::string_view tag, Sequence sequence) {
  DerivedBatch batch;
  batch.put(Family::tags, tag_key(tag, "careledger.alert.raised", sequence));
  return batch;
}

const std::vector<std::string_view> alerts{"careledger.alert.raised", "careledger.alert.closed"};
const std::vector<std::string_view> complaints{"careledger.complaint.received"};

constexpr Shelf shelf{.name = "d", .most_bytes = 1'000};

TagCache::Value value(int number) {
  return std::make_shared<const int>(number);
}

int number_of(const TagCache::Value& kept) {
  return kept ? *std::static_pointer_cast<const int>(kept) : -1;
}

}  // namespace

TEST_CASE("What is kept of a tag and some types is good until another event of these has the tag") {
  TagCache cache;
  cache.keep(shelf, "service:a", alerts, cache.begin(), value(1), 10);
  cache.keep(shelf, "service:a", complaints, cache.begin(), value(2), 10);
  cache.keep(shelf, "service:b", alerts, cache.begin(), value(3), 10);
  CHECK(number_of(cache.find(shelf, "service:a", alerts)) == 1);
  CHECK(number_of(cache.find(shelf, "service:a", complaints)) == 2);
  CHECK(number_of(cache.find(shelf, "service:c", alerts)) == -1);
  cache.committed(event_with("service:a", 7), 7);
  CHECK(number_of(cache.find(shelf, "service:a", alerts)) == -1);
  CHECK(number_of(cache.find(shelf, "service:a", complaints)) == 2);
  CHECK(number_of(cache.find(shelf, "service:b", alerts)) == 3);
  cache.keep(shelf, "service:a", alerts, cache.begin(), value(4), 10);
  CHECK(number_of(cache.find(shelf, "service:a", alerts)) == 4);
}

TEST_CASE("What was begun before an event of the tag was committed is not good after it") {
  TagCache cache;
  const auto begun = cache.begin();
  cache.committed(event_with("service:a", 7), 7);
  cache.keep(shelf, "service:a", alerts, begun, value(1), 10);
  CHECK(number_of(cache.find(shelf, "service:a", alerts)) == -1);
}

TEST_CASE("What rests on several tags is good while none of them changes") {
  TagCache cache;
  const auto begun = cache.begin();
  CHECK(cache.is_good(begun, "service:a", alerts));
  cache.committed(event_with("service:a", 7), 7);
  CHECK_FALSE(cache.is_good(begun, "service:a", alerts));
  CHECK(cache.is_good(begun, "service:a", complaints));
  CHECK(cache.is_good(cache.begin(), "service:a", alerts));
}

TEST_CASE("A shelf that is full forgets what was not asked for lately, and holds no more than it may") {
  TagCache cache;
  const auto tag = [](int i) { return "service:" + std::to_string(i); };
  constexpr Shelf other{.name = "e", .most_bytes = 1'000};
  cache.keep(other, tag(0), alerts, cache.begin(), value(7), 40);
  for (int i = 0; i < 50; ++i) {
    cache.keep(shelf, tag(i), alerts, cache.begin(), value(i), 40);
    CHECK(number_of(cache.find(shelf, tag(0), alerts)) == 0);
  }
  int held = 0;
  for (int i = 0; i < 50; ++i) held += cache.find(shelf, tag(i), alerts) ? 1 : 0;
  CHECK(held >= 2);
  CHECK(held <= 1'000 / 40);
  CHECK(number_of(cache.find(other, tag(0), alerts)) == 7);
  // What is too large for it is not kept, and drives nothing out.
  cache.keep(other, tag(1), alerts, cache.begin(), value(8), 501);
  CHECK_FALSE(cache.find(other, tag(1), alerts));
  CHECK(number_of(cache.find(other, tag(0), alerts)) == 7);
}

TEST_CASE("The same again takes the place of what it replaces") {
  TagCache cache;
  for (int i = 0; i < 50; ++i) {
    cache.keep(shelf, "service:a", alerts, cache.begin(), value(i), 40);
    CHECK(number_of(cache.find(shelf, "service:a", alerts)) == i);
    if (i == 0) cache.keep(shelf, "service:b", alerts, cache.begin(), value(-2), 40);
  }
  CHECK(number_of(cache.find(shelf, "service:b", alerts)) == -2);
}
