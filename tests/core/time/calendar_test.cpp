#include "core/time/calendar.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <thread>
#include <vector>

using namespace careledger::core;
using time::Date;
using time::Instant;

namespace {

Date day(std::string_view text) {
  return time::parse_date(text).value();
}

Instant at(std::string_view text) {
  return time::parse_instant(text).value();
}

// By counting, as slow as it is plain.
struct Counted {
  int year = 1900, month = 1, day = 1;
  void next() {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    const int days[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (++day <= days[month - 1]) return;
    day = 1;
    if (++month <= 12) return;
    month = 1;
    ++year;
  }
};

}  // namespace

TEST_CASE("every day of 1900 to 2199 has one number and one text, in the order of the calendar") {
  Counted counted;
  for (Date date = day("1900-01-01"); date <= day("2199-12-31"); ++date.days, counted.next()) {
    const time::YearMonthDay parts = time::civil(date);
    REQUIRE(parts.year == counted.year);
    REQUIRE(parts.month == counted.month);
    REQUIRE(parts.day == counted.day);
    REQUIRE(time::date_of(parts) == date);
    REQUIRE(time::parse_date(time::format(date)) == date);
  }
  CHECK(day("1970-01-01").days == 0);
  CHECK(counted.year == 2200);
}

TEST_CASE("what is no date is refused, and the reason says why") {
  struct Row {
    const char* text;
    const char* reason;
  };
  const Row rows[] = {
      {"", "not a date"},
      {"2019-3-1", "not a date"},
      {"2019/03/01", "not a date"},
      {"2019-03-01T", "not a date"},
      {"2019-03-01T00:00:00Z", "not a date"},
      {"20190301", "not a date"},
      {" 019-03-01", "not a date"},
      {"1899-12-31", "1900 to 2199"},
      {"2200-01-01", "1900 to 2199"},
      {"2019-00-01", "01 to 12"},
      {"2019-13-01", "01 to 12"},
      {"2019-01-32", "no such day"},
      {"2019-01-00", "no such day"},
      {"2019-02-29", "no such day"},
      {"1900-02-29", "no such day"},
      {"2019-06-31", "no such day"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto date = time::parse_date(row.text);
    REQUIRE_FALSE(date);
    CHECK(date.error().fault == Fault::bad_request);
    CHECK_MESSAGE(date.error().detail.find(row.reason) != std::string::npos, date.error().detail);
  }
}

TEST_CASE("adding months keeps the day, or takes the month's last") {
  struct Row {
    const char* from;
    int months;
    const char* to;
  };
  const Row rows[] = {
      {"2018-08-31", 6, "2019-02-28"},  {"2019-08-31", 6, "2020-02-29"},   {"2020-02-29", 12, "2021-02-28"},
      {"2020-02-29", 48, "2024-02-29"}, {"2020-01-31", 1, "2020-02-29"},   {"2019-05-31", 1, "2019-06-30"},
      {"2019-12-15", 1, "2020-01-15"},  {"2019-01-15", -1, "2018-12-15"},  {"2019-03-31", -1, "2019-02-28"},
      {"2019-03-31", 0, "2019-03-31"},  {"2019-01-01", -13, "2017-12-01"}, {"2096-02-29", 48, "2100-02-28"},
      {"2019-11-30", 3, "2020-02-29"},  {"2020-01-31", 12, "2021-01-31"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.from);
    CAPTURE(row.months);
    CHECK(time::format(time::add_months(day(row.from), row.months)) == row.to);
  }
  CHECK(time::add_days(day("2020-02-28"), 2) == day("2020-03-01"));
}

TEST_CASE("a London day begins at midnight by the clocks of that day") {
  struct Row {
    const char* date;
    const char* begins;
  };
  const Row rows[] = {
      {"2019-03-01", "2019-03-01T00:00:00Z"},
      {"2019-03-30", "2019-03-30T00:00:00Z"},
      {"2019-03-31", "2019-03-31T00:00:00Z"},
      {"2019-04-01", "2019-03-31T23:00:00Z"},
      {"2019-10-26", "2019-10-25T23:00:00Z"},
      {"2019-10-27", "2019-10-26T23:00:00Z"},
      {"2019-10-28", "2019-10-28T00:00:00Z"},
      {"1900-07-01", "1900-07-01T00:00:00Z"},
      {"1941-07-01", "1941-06-30T22:00:00Z"},  // double summer time
      {"1941-12-25", "1941-12-24T23:00:00Z"},
      {"1968-02-18", "1968-02-18T00:00:00Z"},
      {"1968-02-19", "1968-02-18T23:00:00Z"},
      {"1968-10-27", "1968-10-26T23:00:00Z"},  // British Standard Time: BST through three winters
      {"1969-01-01", "1968-12-31T23:00:00Z"},
      {"1970-12-25", "1970-12-24T23:00:00Z"},
      {"1971-10-31", "1971-10-30T23:00:00Z"},
      {"1971-11-01", "1971-11-01T00:00:00Z"},
      {"2037-10-26", "2037-10-26T00:00:00Z"},  // the last change that compiled tz files hold is of 2037
      {"2038-03-28", "2038-03-28T00:00:00Z"},
      {"2038-03-29", "2038-03-28T23:00:00Z"},
      {"2100-07-01", "2100-06-30T23:00:00Z"},
      {"2199-10-27", "2199-10-26T23:00:00Z"},
      {"2199-10-28", "2199-10-28T00:00:00Z"},
      {"2199-12-31", "2199-12-31T00:00:00Z"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.date);
    CHECK(time::format(time::start_of_day(day(row.date))) == row.begins);
  }
}

TEST_CASE("the clocks change on the last Sundays of March and October at 01:00 UTC, in every year from 1996") {
  const auto last_sunday = [](int year, int month) {
    Date date = time::date_of({year, month, 31});
    while ((date.days + 4) % 7 != 0) --date.days;  // 1970-01-01 was a Thursday
    return date;
  };
  const std::int64_t hour = 3'600'000'000;
  for (int year = 1996; year <= 2199; ++year) {
    CAPTURE(year);
    const Date spring = last_sunday(year, 3);
    const Date autumn = last_sunday(year, 10);
    const auto length = [](Date date) {
      return time::start_of_day(time::add_days(date, 1)).micros - time::start_of_day(date).micros;
    };
    CHECK(length(spring) == 23 * hour);
    CHECK(length(autumn) == 25 * hour);
    CHECK(length(time::add_days(spring, 7)) == 24 * hour);
    CHECK(length(time::add_days(autumn, -7)) == 24 * hour);
    CHECK(time::start_of_day(spring).micros == spring.days * 24 * hour);
    CHECK(time::start_of_day(autumn).micros == autumn.days * 24 * hour - hour);
  }
}

TEST_CASE("a day holds its first instant, and the instant before is of the day before") {
  for (Date date = day("1900-01-02"); date <= day("2199-12-31"); ++date.days) {
    const Instant begins = time::start_of_day(date);
    CAPTURE(date.days);
    REQUIRE(time::london_day(begins) == date);
    REQUIRE(time::london_day(Instant{begins.micros - 1}) == time::add_days(date, -1));
  }
}

TEST_CASE("an instant falls on London's day, not on UTC's") {
  CHECK(time::london_day(at("2019-06-30T22:59:59.999999Z")) == day("2019-06-30"));
  CHECK(time::london_day(at("2019-06-30T23:00:00Z")) == day("2019-07-01"));
  CHECK(time::london_day(at("2019-12-31T23:30:00Z")) == day("2019-12-31"));
  CHECK(time::london_day(time::earliest) == day("1900-01-01"));
  CHECK(time::london_day(time::latest) == day("2199-12-31"));
}

TEST_CASE("a window of days or months keeps the time on London's clocks") {
  struct Row {
    const char* from;
    int months;
    int days;
    const char* to;
  };
  const Row rows[] = {
      {"2019-03-15T12:00:00Z", 0, 28, "2019-04-12T11:00:00Z"},
      {"2019-03-15T12:00:00.25Z", 0, 28, "2019-04-12T11:00:00.250000Z"},
      {"2019-10-15T11:00:00Z", 0, 28, "2019-11-12T12:00:00Z"},
      {"2019-04-12T11:00:00Z", 0, -28, "2019-03-15T12:00:00Z"},
      {"2019-01-31T09:00:00Z", 6, 0, "2019-07-31T08:00:00Z"},
      {"2019-08-31T08:00:00Z", 6, 0, "2020-02-29T09:00:00Z"},
      {"2018-08-31T08:00:00Z", 6, 0, "2019-02-28T09:00:00Z"},
      {"2018-08-30T23:30:00Z", 6, 0, "2019-02-28T00:30:00Z"},  // 31 August 00:30 in London
      {"2019-07-31T08:00:00Z", -6, 0, "2019-01-31T09:00:00Z"},
      {"2040-03-15T12:00:00Z", 0, 28, "2040-04-12T11:00:00Z"},
      {"1970-11-15T11:00:00Z", 12, 0, "1971-11-15T12:00:00Z"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.from);
    const Instant to = row.months != 0 ? time::add_london_months(at(row.from), row.months)
                                       : time::add_london_days(at(row.from), row.days);
    CHECK(time::format(to) == row.to);
  }
}

TEST_CASE("a time that the clocks jump over moves on by the jump; one that they show twice is the earlier") {
  CHECK(time::format(time::add_london_days(at("2019-03-30T01:30:00Z"), 1)) == "2019-03-31T01:30:00Z");  // 02:30 BST
  CHECK(time::format(time::add_london_days(at("2019-03-30T01:00:00Z"), 1)) == "2019-03-31T01:00:00Z");
  CHECK(time::format(time::add_london_days(at("2019-03-30T02:00:00Z"), 1)) == "2019-03-31T01:00:00Z");
  CHECK(time::format(time::add_london_days(at("2019-03-30T00:59:59Z"), 1)) == "2019-03-31T00:59:59Z");
  CHECK(time::format(time::add_london_days(at("2019-10-26T00:30:00Z"), 1)) == "2019-10-27T00:30:00Z");  // 01:30 BST
  CHECK(time::format(time::add_london_days(at("2019-10-26T01:00:00Z"), 1)) == "2019-10-27T02:00:00Z");
  CHECK(time::format(time::add_london_months(at("2019-09-27T00:30:00Z"), 1)) == "2019-10-27T00:30:00Z");
  // No distance at all is the instant itself, of the second 01:30 too.
  CHECK(time::format(time::add_london_days(at("2019-10-27T01:30:00Z"), 0)) == "2019-10-27T01:30:00Z");
  CHECK(time::format(time::add_london_months(at("2019-10-27T01:30:00Z"), 0)) == "2019-10-27T01:30:00Z");
}

TEST_CASE("a window that leaves the range stays at its edge") {
  const int far = std::numeric_limits<int>::max();
  CHECK(time::add_london_days(at("2019-01-01T00:00:00Z"), far) == time::latest);
  CHECK(time::add_london_days(at("2019-01-01T00:00:00Z"), std::numeric_limits<int>::min()) == time::earliest);
  CHECK(time::add_london_months(at("2019-01-01T00:00:00Z"), far) == time::latest);
  CHECK(time::add_london_months(at("2019-01-01T00:00:00Z"), std::numeric_limits<int>::min()) == time::earliest);
  CHECK(time::format(time::add_months(day("2019-01-01"), far)) == "2319-01-01");
}

TEST_CASE("threads that ask for the first time together get the same answer") {
  std::vector<Instant> answers(4);
  {
    std::vector<std::jthread> threads;
    for (Instant& answer : answers) {
      threads.emplace_back([&answer] { answer = time::start_of_day(time::parse_date("2019-07-01").value()); });
    }
  }
  for (const Instant answer : answers) CHECK(answer == at("2019-06-30T23:00:00Z"));
}
