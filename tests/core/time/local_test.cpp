#include "core/time/local.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace careledger::core::time {
namespace {

std::vector<std::string> shown(std::string_view day, int hour, int minute) {
  std::vector<std::string> texts;
  for (const auto instant : instants_shown(parse_date(day).value(), (hour * 60 + minute) * 60'000'000LL)) {
    texts.push_back(format(instant));
  }
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("London's clocks show a time once, twice, or never") {
  CHECK(shown("2019-01-15", 9, 30) == Texts{"2019-01-15T09:30:00Z"});
  CHECK(shown("2019-07-15", 9, 30) == Texts{"2019-07-15T08:30:00Z"});
  CHECK(shown("2019-07-15", 0, 0) == Texts{"2019-07-14T23:00:00Z"});
  // Spring: 01:00 to 01:59 never come.
  CHECK(shown("2019-03-31", 0, 59) == Texts{"2019-03-31T00:59:00Z"});
  CHECK(shown("2019-03-31", 1, 0).empty());
  CHECK(shown("2019-03-31", 1, 59).empty());
  CHECK(shown("2019-03-31", 2, 0) == Texts{"2019-03-31T01:00:00Z"});
  // Autumn: they come twice.
  CHECK(shown("2019-10-27", 0, 59) == Texts{"2019-10-26T23:59:00Z"});
  CHECK(shown("2019-10-27", 1, 0) == Texts{"2019-10-27T00:00:00Z", "2019-10-27T01:00:00Z"});
  CHECK(shown("2019-10-27", 1, 59) == Texts{"2019-10-27T00:59:00Z", "2019-10-27T01:59:00Z"});
  CHECK(shown("2019-10-27", 2, 0) == Texts{"2019-10-27T02:00:00Z"});
  // All year one hour ahead, from 1968 to 1971; two hours in a summer of the war.
  CHECK(shown("1970-01-01", 12, 0) == Texts{"1970-01-01T11:00:00Z"});
  CHECK(shown("1943-06-01", 12, 0) == Texts{"1943-06-01T10:00:00Z"});
}

TEST_CASE("each instant is among those at which its own time of day is shown") {
  for (std::int64_t hour = 0; hour < 24 * 366; ++hour) {
    const Instant instant{1'546'300'800'000'000 + hour * 3'600'000'000 + 1'800'000'001};  // from 2019-01-01T00:30
    const auto day = london_day(instant);
    bool found = false;
    for (std::int64_t wall = 1'800'000'001; wall < 24 * 3'600'000'000LL; wall += 3'600'000'000) {
      for (const auto candidate : instants_shown(day, wall)) found = found || candidate == instant;
    }
    CHECK(found);
  }
}

}  // namespace careledger::core::time
