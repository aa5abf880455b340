#include "projections/ratings/known_facts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <span>
#include <vector>

namespace ratings = careledger::projections::ratings;
using ratings::Fact;

TEST_CASE("known facts come in order from both places, also where one begins in memory where the other ends") {
  for (const std::int64_t amended_time : {1, 3, 9}) {
    std::vector<Fact> all;
    for (const std::int64_t time : {2, 4, 6}) {
      all.push_back({.time = {.micros = time}, .sequence = static_cast<careledger::core::event::Sequence>(time)});
    }
    all.push_back({.time = {.micros = amended_time}, .sequence = 9});
    all.push_back({.time = {.micros = amended_time + 1}, .sequence = 10});
    const std::span<const Fact> memory(all);
    std::vector<std::int64_t> seen;
    for (const auto& fact : ratings::KnownFacts(memory.first(3), memory.subspan(3))) seen.push_back(fact.time.micros);
    std::vector<std::int64_t> wanted{2, 4, 6, amended_time, amended_time + 1};
    std::sort(wanted.begin(), wanted.end());
    CHECK(seen == wanted);
  }
}
