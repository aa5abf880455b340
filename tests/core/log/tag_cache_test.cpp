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

TagCache::Value value(int number) {
  return std::make_shared<const int>(number);
}

int number_of(const TagCache::Value& kept) {
  return kept ? *std::static_pointer_cast<const int>(kept) : -1;
}

}  // namespace

TEST_CASE("What is kept of a tag and some types is good until another event of these has the tag") {
  TagCache cache;
  cache.keep("d", "service:a", alerts, cache.begin(), value(1), 10);
  cache.keep("d", "service:a", complaints, cache.begin(), value(2), 10);
  cache.keep("d", "service:b", alerts, cache.begin(), value(3), 10);
  CHECK(number_of(cache.find("d", "service:a", alerts)) == 1);
  CHECK(number_of(cache.find("d", "service:a", complaints)) == 2);
  CHECK(number_of(cache.find("d", "service:c", alerts)) == -1);
  cache.committed(event_with("service:a", 7), 7);
  CHECK(number_of(cache.find("d", "service:a", alerts)) == -1);
  CHECK(number_of(cache.find("d", "service:a", complaints)) == 2);
  CHECK(number_of(cache.find("d", "service:b", alerts)) == 3);
  cache.keep("d", "service:a", alerts, cache.begin(), value(4), 10);
  CHECK(number_of(cache.find("d", "service:a", alerts)) == 4);
}

TEST_CASE("What was begun before an event of the tag was committed is not good after it") {
  TagCache cache;
  const auto begun = cache.begin();
  cache.committed(event_with("service:a", 7), 7);
  cache.keep("d", "service:a", alerts, begun, value(1), 10);
  CHECK(number_of(cache.find("d", "service:a", alerts)) == -1);
}

TEST_CASE("A cache that is full forgets, and never holds more than it may") {
  TagCache cache(100);
  for (int i = 0; i < 50; ++i) cache.keep("d", "service:" + std::to_string(i), alerts, cache.begin(), value(i), 40);
  int held = 0;
  for (int i = 0; i < 50; ++i) held += cache.find("d", "service:" + std::to_string(i), alerts) ? 1 : 0;
  CHECK(held >= 1);
  CHECK(held <= 2);
  // The same again takes the place of what it replaces.
  cache.clear();
  for (int i = 0; i < 50; ++i) {
    cache.keep("d", "service:a", alerts, cache.begin(), value(i), 40);
    CHECK(number_of(cache.find("d", "service:a", alerts)) == i);
    if (i == 0) cache.keep("d", "service:b", alerts, cache.begin(), value(-2), 40);
  }
  CHECK(number_of(cache.find("d", "service:b", alerts)) == -2);
}
