#include "tools/tables/time_format.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace careledger::tools::tables {
namespace {

std::string instant(std::string_view notation, const std::string& text, Twice twice = Twice::refused) {
  const auto read = TimeFormat::parse(notation).value().instant(text, twice);
  return read ? core::time::format(*read) : read.error().detail.substr(0, 8);
}

}  // namespace

TEST_CASE("a time is what a clock in London shows") {
  struct Case {
    std::string_view notation;
    std::string text, instant;
  };
  for (const auto& [notation, text, expected] : std::vector<Case>{
           {"%d/%m/%Y %H:%M", "15/01/2019 09:30", "2019-01-15T09:30:00Z"},
           {"%d/%m/%Y %H:%M", "15/07/2019 09:30", "2019-07-15T08:30:00Z"},
           {"%d/%m/%Y %H:%M", "1/7/2019 9:05", "2019-07-01T08:05:00Z"},
           {"%d/%m/%Y %H:%M:%S", "15/07/2019 00:00:01", "2019-07-14T23:00:01Z"},
           {"%d/%m/%Y %I:%M %p", "15/07/2019 12:05 AM", "2019-07-14T23:05:00Z"},
           {"%d/%m/%Y %I:%M %p", "15/07/2019 01:05 PM", "2019-07-15T12:05:00Z"},
           {"%d-%b-%Y %H:%M", "03-Dec-2019 18:00", "2019-12-03T18:00:00Z"},
           {"%d %B %Y %R", "3 December 2019 18:00", "2019-12-03T18:00:00Z"},
           {"%d/%m/%y", "01/04/18", "2018-03-31T23:00:00Z"},
           {"%F", "2019-10-27", "2019-10-26T23:00:00Z"},  // the beginning of a day that changes
           {"%F", "2019-03-31", "2019-03-31T00:00:00Z"},
           {"%FT%T%z", "2019-10-27T01:30:00+0100", "2019-10-27T00:30:00Z"},
           {"%F %T", "2019-07-01 12:00:00.25", "2019-07-01T11:00:00.250000Z"},
       }) {
    INFO(text);
    CHECK(instant(notation, text) == expected);
  }
}

TEST_CASE("an hour that never was is refused, one that was twice is chosen by the map") {
  constexpr std::string_view notation = "%d/%m/%Y %H:%M";
  CHECK(instant(notation, "31/03/2019 01:30") == "never wa");
  CHECK(instant(notation, "31/03/2019 01:30", Twice::later) == "never wa");
  CHECK(instant(notation, "27/10/2019 01:30") == "was twic");
  CHECK(instant(notation, "27/10/2019 01:30", Twice::earlier) == "2019-10-27T00:30:00Z");
  CHECK(instant(notation, "27/10/2019 01:30", Twice::later) == "2019-10-27T01:30:00Z");
  CHECK(instant(notation, "27/10/2019 02:00", Twice::earlier) == "2019-10-27T02:00:00Z");
}

TEST_CASE("a text of another form is refused") {
  constexpr std::string_view notation = "%d/%m/%Y %H:%M";
  for (const std::string text : {"", "15/01/2019", "15/01/2019 09:30:00", "15/13/2019 09:30", "29/02/2019 09:30",
                                 "15/01/2019 24:00", "15/01/2019 09:60", "15/01/19 09:30", "2019-01-15 09:30",
                                 "15/01/2019 09:30 x", "15/01/12019 09:30", "15/01/1899 09:30", "15/01/2200 09:30"}) {
    INFO(text);
    CHECK(instant(notation, text) == "is no ti");
  }
}

TEST_CASE("a day is a day, with a clock beside it or without") {
  const auto date = [](std::string_view notation, const std::string& text) {
    const auto read = TimeFormat::parse(notation).value().date(text);
    return read ? core::time::format(*read) : "";
  };
  CHECK(date("%d/%m/%Y", "15/07/2019") == "2019-07-15");
  CHECK(date("%d/%m/%Y %H:%M", "15/07/2019 00:00") == "2019-07-15");
  CHECK(date("%d/%m/%Y", "31/04/2019").empty());
}

TEST_CASE("a notation that says no day, or what is not known, is none") {
  CHECK_FALSE(TimeFormat::parse("%H:%M").has_value());
  CHECK_FALSE(TimeFormat::parse("%d/%m/%Q").has_value());
  CHECK_FALSE(TimeFormat::parse("%d/%m/%Y %").has_value());
  CHECK_FALSE(TimeFormat::parse("DD/MM/YYYY").has_value());
}

}  // namespace careledger::tools::tables
