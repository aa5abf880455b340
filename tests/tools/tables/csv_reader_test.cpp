#include "tools/tables/csv_reader.hpp"

#include <doctest/doctest.h>

#include <sstream>

namespace careledger::tools::tables {
namespace {

using Fields = std::vector<std::string>;

struct Reading {
  std::vector<Fields> records;
  std::vector<std::size_t> rows, lines;
  std::string raw, error;
};

Reading read(const std::string& text, char separator = ',') {
  std::istringstream in(text);
  CsvReader reader(in, separator);
  Reading reading;
  Record record;
  for (;;) {
    const auto found = reader.next(record);
    if (!found) reading.error = found.error().detail;
    if (!found || !*found) return reading;
    reading.records.push_back(record.fields);
    reading.rows.push_back(record.row);
    reading.lines.push_back(record.line);
    reading.raw += record.text;
  }
}

}  // namespace

TEST_CASE("records are read as RFC 4180 writes them") {
  struct Case {
    std::string text;
    std::vector<Fields> records;
  };
  for (const auto& [text, records] : std::vector<Case>{
           {"", {}},
           {"a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}},
           {"a,b\n1,2", {{"a", "b"}, {"1", "2"}}},                            // LF, and no end of the last line
           {"a\n\"1\"", {{"a"}, {"1"}}},                                      // nor behind a quotation
           {",\n,,", {{"", ""}, {"", "", ""}}},                               // nothing is a field too
           {"\"\",x", {{"", "x"}}},                                           //
           {"\"a,b\",\"c\"\"d\",\"e\r\nf\"\n", {{"a,b", "c\"d", "e\r\nf"}}},  // commas, quotes, lines within
           {" a , b \n", {{" a ", " b "}}},                                   // spaces are part of a field
           {"\xEF\xBB\xBF"
            "a,£\n",
            {{"a", "£"}}},  // a byte order mark is not
           {"\xEF\xBB\xBF\"a\"\n", {{"a"}}},
           {"a\n\n\r\nb\n", {{"a"}, {"b"}}},  // blank lines are none
       }) {
    INFO(text);
    const auto reading = read(text);
    CHECK(reading.error == "");
    CHECK(reading.records == records);
  }
  CHECK(read("a;b,c\n", ';').records == std::vector<Fields>{{"a", "b,c"}});
}

TEST_CASE("a row has the number that a spreadsheet shows, and the line on which it begins") {
  const std::string text = "a,b\n\"x\ny\",2\n\n3,4\n";
  const auto reading = read(text);
  CHECK(reading.rows == std::vector<std::size_t>{1, 2, 4});
  CHECK(reading.lines == std::vector<std::size_t>{1, 2, 5});
  CHECK(reading.raw == "a,b\n\"x\ny\",2\n3,4\n");
}

TEST_CASE("what could be read in two ways is refused with its line") {
  struct Case {
    std::string text, error;
  };
  for (const auto& [text, error] : std::vector<Case>{
           {"a\nb\"c\n", "line 2: a quotation mark within"},
           {"a\n\"b\"c\n", "line 2: text behind a closing"},
           {"a\n\"b\nc\n", "line 4: the quotation mark of line 2 is not closed"},
           {"a\rb\n", "line 1: a carriage return without"},
           {"a\r", "line 1: a carriage return without"},
           {std::string("a\nb\0c\n", 6), "line 2: a byte of nothing"},
           {std::string("a\n\"\0\"\n", 6), "line 2: a byte of nothing"},
           {"a\n1\xA3\n", "line 2: the byte 0xa3 is not UTF-8; the file is likely in Windows-1252"},
           {"a\n€ \"", "line 2: a quotation mark within"},
           {"a\né \x96 x\n", "line 2: the byte 0x96"},
           {"\xFF\xFE"
            "a\0",
            "line 1: the file is UTF-16"},
           {"PK\x03\x04", "line 1: the file is a spreadsheet"},
           {"a\n\"" + std::string(CsvReader::max_record_bytes + 1, 'x'), "line 2: the quotation mark of line 2"},
           {"a\n" + std::string(CsvReader::max_record_bytes + 1, 'x'), "line 2: a row of more than"},
       }) {
    INFO(error);
    CHECK(read(text).error.substr(0, error.size()) == error);
  }
}

}  // namespace careledger::tools::tables
