#include "core/time/instant.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace careledger::core;
using time::Instant;

TEST_CASE("an instant is read with its offset, and written in UTC without an empty fraction") {
  struct Row {
    const char* text;
    std::int64_t micros;
    const char* written;
  };
  const Row rows[] = {
      {"1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"},
      {"2019-03-01T00:00:00Z", 1'551'398'400'000'000, "2019-03-01T00:00:00Z"},
      {"2019-03-01T01:00:00+01:00", 1'551'398'400'000'000, "2019-03-01T00:00:00Z"},
      {"2019-02-28T19:30:00-04:30", 1'551'398'400'000'000, "2019-03-01T00:00:00Z"},
      {"2019-03-01T00:00:00-00:00", 1'551'398'400'000'000, "2019-03-01T00:00:00Z"},
      {"2019-03-01T23:59:00+23:59", 1'551'398'400'000'000, "2019-03-01T00:00:00Z"},
      {"2019-03-01T00:00:00.0Z", 1'551'398'400'000'000, "2019-03-01T00:00:00Z"},
      {"2019-03-01T00:00:00.000000Z", 1'551'398'400'000'000, "2019-03-01T00:00:00Z"},
      {"2019-03-01T00:00:00.5Z", 1'551'398'400'500'000, "2019-03-01T00:00:00.500000Z"},
      {"2019-03-01T00:00:00.000001Z", 1'551'398'400'000'001, "2019-03-01T00:00:00.000001Z"},
      {"1969-12-31T23:59:59.999999Z", -1, "1969-12-31T23:59:59.999999Z"},
      {"1969-12-31T23:59:59Z", -1'000'000, "1969-12-31T23:59:59Z"},
      {"2000-02-29T12:34:56.123456Z", 951'827'696'123'456, "2000-02-29T12:34:56.123456Z"},
      {"2000-02-29t12:34:56.5z", 951'827'696'500'000, "2000-02-29T12:34:56.500000Z"},  // RFC 3339 §5.6
      {"1900-01-01T00:00:00Z", time::earliest.micros, "1900-01-01T00:00:00Z"},
      {"2199-12-31T23:59:59.999999Z", time::latest.micros, "2199-12-31T23:59:59.999999Z"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto instant = time::parse_instant(row.text);
    REQUIRE(instant);
    CHECK(instant->micros == row.micros);
    CHECK(time::format(*instant) == row.written);
  }
}

TEST_CASE("what is no instant is refused, and the reason says why") {
  struct Row {
    const char* text;
    const char* reason;
  };
  const Row rows[] = {
      {"", "not an instant"},
      {"2019-03-01", "not an instant"},
      {"2019-03-01T00:00Z", "not an instant"},
      {"2019-3-01T00:00:00Z", "not an instant"},
      {"20190301T000000Z", "not an instant"},
      {" 2019-03-01T00:00:00Z", "not an instant"},
      {"-019-03-01T00:00:00Z", "not an instant"},
      {"2019-03-01 00:00:00Z", "a T, not a space"},
      {"2019-03-01x00:00:00Z", "not an instant"},
      {"2019-03-01T00:00:00zz", "ends with its offset"},
      {"2019-03-01T00:00:00", "needs an offset"},
      {"2019-03-01T00:00:00.5", "needs an offset"},
      {"2019-03-01T00:00:00 Z", "ends with its offset"},
      {"2019-03-01T00:00:00Z ", "ends with its offset"},
      {"2019-03-01T00:00:00ZZ", "ends with its offset"},
      {"2019-03-01T00:00:00+0100", "ends with its offset"},
      {"2019-03-01T00:00:00+01", "ends with its offset"},
      {"2019-03-01T00:00:00 01:00", "ends with its offset"},
      {"2019-03-01T00:00:00+01:00Z", "ends with its offset"},
      {"2019-03-01T00:00:00+1a:00", "ends with its offset"},
      {"2019-03-01T00:00:00+24:00", "offset is at most"},
      {"2019-03-01T00:00:00-01:60", "offset is at most"},
      {"2019-03-01T00:00:00,5Z", "ends with its offset"},
      {"2019-03-01T00:00:00.Z", "needs a digit"},
      {"2019-03-01T00:00:00.1234567Z", "six fraction digits"},
      {"2019-03-01T00:00:00.0000000Z", "six fraction digits"},
      {"2019-03-01T24:00:00Z", "hour is 00 to 23"},
      {"2019-03-01T00:60:00Z", "minute is 00 to 59"},
      {"2016-12-31T23:59:60Z", "second is 00 to 59"},
      {"2019-00-01T00:00:00Z", "month is 01 to 12"},
      {"2019-13-01T00:00:00Z", "month is 01 to 12"},
      {"2019-01-00T00:00:00Z", "no such day"},
      {"2019-02-29T00:00:00Z", "no such day"},
      {"2100-02-29T00:00:00Z", "no such day"},
      {"2019-04-31T00:00:00Z", "no such day"},
      {"1899-12-31T23:59:59Z", "year is 1900 to 2199"},
      {"2200-01-01T00:00:00Z", "year is 1900 to 2199"},
      {"0000-01-01T00:00:00Z", "year is 1900 to 2199"},
      {"1900-01-01T00:59:59+01:00", "1900 to 2199, in UTC too"},
      {"2199-12-31T23:00:00-01:00", "1900 to 2199, in UTC too"},
      {"1899-12-31T23:59:59-01:00", "year is 1900 to 2199"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto instant = time::parse_instant(row.text);
    REQUIRE_FALSE(instant);
    CHECK(instant.error().fault == Fault::bad_request);
    CHECK_MESSAGE(instant.error().detail.find(row.reason) != std::string::npos, instant.error().detail);
  }
}

TEST_CASE("a byte that changes a valid instant's shape never passes") {
  const std::string valid = "2019-03-01T00:00:00Z";
  for (std::size_t i = 0; i < valid.size(); ++i) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text = valid;
      text[i] = static_cast<char>(byte);
      const bool digit_stays = valid[i] >= '0' && valid[i] <= '9' && byte >= '0' && byte <= '9';
      const bool letter_stays = (valid[i] == 'T' && byte == 't') || (valid[i] == 'Z' && byte == 'z');
      if (text == valid || digit_stays || letter_stays) continue;
      CAPTURE(text);
      CHECK_FALSE(time::parse_instant(text));
    }
  }
}

TEST_CASE("every instant of the range is read back as it was written") {
  std::mt19937_64 random(20'190'301);
  std::uniform_int_distribution<std::int64_t> micros(time::earliest.micros, time::latest.micros);
  for (int i = 0; i < 20'000; ++i) {
    Instant instant{micros(random)};
    if (i % 2 == 0) instant.micros -= instant.micros % 1'000'000;
    CAPTURE(instant.micros);
    CHECK(time::parse_instant(time::format(instant)) == instant);
    const std::string recorded = time::format_recorded(instant);
    CHECK(recorded.size() == 27);
    CHECK(time::parse_instant(recorded) == instant);
  }
}

TEST_CASE("a recorded time always has six fraction digits") {
  CHECK(time::format_recorded(Instant{0}) == "1970-01-01T00:00:00.000000Z");
  CHECK(time::format_recorded(Instant{-1}) == "1969-12-31T23:59:59.999999Z");
}

TEST_CASE("the clock of the machine is within the range") {
  CHECK(time::now() > time::parse_instant("2020-01-01T00:00:00Z").value());
  CHECK(time::now() < time::latest);
}
