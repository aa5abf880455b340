#include "tests/tools/tables/table.hpp"

namespace careledger::tools::tables {
namespace {

using Lines = std::vector<std::string>;

/// The `data` that one field of column A makes of a cell, or what is wrong.
std::string value(const std::string& field, const std::string& cell) {
  const auto map =
      parsed(map_of(R"({"type":"careledger.package.started","id":"i","data":{"/x":{"column":"A")" + field + "}}}"));
  REQUIRE_MESSAGE(map.has_value(), map.error().errors[0].detail);
  const auto read = read_table(*map, "A,B\n\"" + cell + "\",1\n");
  if (!read.faults.empty()) return read.faults[0];
  const auto begin = read.events[0].find("\"data\":") + 7;
  return read.events[0].substr(begin, read.events[0].find(",\"id\"") - begin);
}

std::string fault(const std::string& detail) {
  return "A | package.started /data/x | " + detail;
}

Read read_with(const std::string& event, const std::string& table, const std::string& more = "") {
  const auto map = parsed(map_of(event, more));
  REQUIRE_MESSAGE(map.has_value(), map.error().errors[0].detail);
  return read_table(*map, table);
}

core::Error unbound(const std::string& header, const std::optional<core::keys::Secret>& key = test_key()) {
  const auto map = parsed(map_of(R"({"type":"careledger.package.started","id":"{A}","data":{"/x":{"column":"B"}}})",
                                 R"("pseudonyms":["A"],)"));
  std::istringstream in(header);
  CsvReader reader(in, ',');
  Record record;
  REQUIRE(reader.next(record).value());
  const auto translator = Translator::bind(*map, record, key);
  REQUIRE_FALSE(translator.has_value());
  return translator.error();
}

}  // namespace

TEST_CASE("a cell becomes the value that its kind says, or is refused") {
  CHECK(value("", " Elm  House ") == R"({"x":"Elm  House"})");
  CHECK(value(R"(,"kind":"integer")", "1,200") == R"({"x":1200})");
  CHECK(value(R"(,"kind":"integer")", "1.5") == fault("'1.5' is no whole number"));
  CHECK(value(R"(,"kind":"decimal")", "07.50") == R"({"x":"7.5"})");
  CHECK(value(R"(,"kind":"money")", "£1,018.5") == R"({"x":101850})");
  CHECK(value(R"(,"kind":"money")", "0.005") == fault("'0.005' is no whole number of pence"));
  CHECK(value(R"(,"kind":"money")", "18,40") == fault("'18,40' is no sum of money, as 1,234.50"));
  CHECK(value(R"(,"kind":"date")", "2019-02-28") == R"({"x":"2019-02-28"})");
  CHECK(value(R"(,"kind":"date","format":"%d/%m/%Y")", "28/02/2019") == R"({"x":"2019-02-28"})");
  CHECK(value(R"(,"kind":"date","format":"%d/%m/%Y")", "30/02/2019") ==
        fault("'30/02/2019' is no day of the form %d/%m/%Y"));
  CHECK(value(R"(,"kind":"instant")", "2019-07-01T00:00:00+01:00") == R"({"x":"2019-06-30T23:00:00Z"})");
  CHECK(value(R"(,"kind":"instant","format":"%d/%m/%Y %H:%M","twice":"later")", "27/10/2019 01:00") ==
        R"({"x":"2019-10-27T01:00:00Z"})");
  CHECK(value(R"(,"kind":"boolean")", "Yes") == R"({"x":true})");
  CHECK(value(R"(,"kind":"boolean")", "0") == R"({"x":false})");
  CHECK(value(R"(,"kind":"boolean")", "maybe") == fault("'maybe' is neither yes nor no"));
  CHECK(value(R"(,"kind":"period")", "2018/19 P1") == R"({"x":"2018-P01"})");
  CHECK(value(R"(,"kind":"period")", "2018-P13") == R"({"x":"2018-P13"})");
  CHECK(value(R"(,"kind":"period")", "2018 14") == fault("'2018 14' is no period of a financial year, as 2018-P01"));
  CHECK(value(R"(,"kind":"period")", "2018") == fault("'2018' is no period of a financial year, as 2018-P01"));
  CHECK(value(R"(,"words":{"Home Care":"home_support","Two":2})", "home care") == R"({"x":"home_support"})");
  CHECK(value(R"(,"words":{"Home Care":"home_support","Two":2})", "TWO") == R"({"x":2})");
  CHECK(value(R"(,"words":{"a":"b"})", "c") == fault("'c' is none of the words that the map translates"));
  CHECK(value(R"(,"split":";","words":{"a":"b","c":"d"})", "A; c ;") == R"({"x":["b","d"]})");
  CHECK(value(R"(,"split":";","words":{"a":"b"})", "a;e") ==
        fault("'a;e' 'e' in it is none of the words that the map translates"));
}

TEST_CASE("a blank cell is refused, left out or replaced") {
  CHECK(value("", " ") == fault("is blank"));
  CHECK(value(R"(,"optional":true)", "") == "{}");
  CHECK(value(R"(,"default":1)", "\xC2\xA0") == R"({"x":1})");
}

TEST_CASE("pointers make objects and lists; what is left out of them leaves nothing behind") {
  const std::string event =
      R"({"type":"careledger.funding.agreed","id":"{A}","data":{"/package":{"column":"A"},)"
      R"("/shares/0/body":{"constant":"council"},"/shares/0/pence":{"column":"B","kind":"money"},)"
      R"("/shares/1/body":{"column":"D","optional":true},"/shares/1/pence":{"column":"C","kind":"money","optional":true}}})";
  const auto read = read_with(event, "A,B,C,D\np,1,2,icb\nq,1,,\n");
  CHECK(read.faults == Lines{});
  REQUIRE(read.events.size() == 2);
  CHECK(read.events[0].find(R"("shares":[{"body":"council","pence":100},{"body":"icb","pence":200}])") !=
        std::string::npos);
  CHECK(read.events[1].find(R"("shares":[{"body":"council","pence":100}])") != std::string::npos);
}

TEST_CASE("a column may choose the type, and conditions whether there is an event") {
  const std::string event =
      R"({"type":{"column":"T","words":{"S":"careledger.package.started","E":"careledger.package.ended"}},)"
      R"("when":[{"column":"N","filled":true},{"column":"N","not_in":["no"]}],"id":"{N}","data":{"/package":{"column":"N"}}})";
  const auto read =
      read_with(event, "T,N\nS,1\ne,2\nX,3\nS,\nS,No\n,4\nS,draft\n", R"("skip":[{"column":"N","in":["Draft"]}],)");
  REQUIRE(read.events.size() == 2);
  CHECK(read.events[0].find("package.started") != std::string::npos);
  CHECK(read.events[1].find("package.ended") != std::string::npos);
  CHECK(read.faults == Lines{"T |  /type | 'X' chooses no type of event", "T |  /type | is blank"});
  CHECK(read.skipped == 3);
}

TEST_CASE("all faults of a row are told, and then it makes no event") {
  const std::string events =
      R"({"type":"careledger.package.started","id":"{A}","time":{"column":"B","format":"%F"},"data":{"/package":{"column":"A"}}},)"
      R"({"type":"careledger.package.ended","id":"{A}/e","data":{"/package":{"column":"A"},"/by":{"column":"C"}}})";
  const auto read = read_with(events, "A,B,C\n1,2019-13-01,\n1\n");
  CHECK(read.events.empty());
  CHECK(read.faults == Lines{"B | package.started /time | '2019-13-01' is no time of the form %F",
                             "C | package.ended /data/by | is blank", " |   | has 1 fields, and the header 3"});
}

TEST_CASE("what is held back goes out under another name, and in clear into a personal field alone") {
  const std::string events =
      R"({"type":"careledger.citizen.registered","id":"citizen/{N}","data":{"/citizen":{"column":"N"},)"
      R"("/external_ref":{"column":"N","clear":true}}})";
  const auto map = parsed(map_of(events, R"("pseudonyms":["N"],)"));
  REQUIRE(map.has_value());
  const auto read = read_table(*map, "N\nLAS 4711\n LAS 4711 \nLAS 4712\n");
  REQUIRE(read.events.size() == 3);
  CHECK(read.events[0] == read.events[1]);
  CHECK(read.events[0] != read.events[2]);
  const std::string expected = R"({"data":{"citizen":"uCLjKkgzQBJD6_Uyfx5KuA","external_ref":"LAS 4711"},)"
                               R"("id":"citizen/uCLjKkgzQBJD6_Uyfx5KuA",)";
  CHECK(read.events[0].substr(0, expected.size()) == expected);
  std::string other(core::keys::Secret::size, 'o');
  CHECK(read_table(*map, "N\nLAS 4711\n", core::keys::Secret::taken_from(other)).events[0] != read.events[0]);

  const auto shown =
      read_with(R"({"type":"careledger.package.started","id":"i","data":{"/x":{"column":"N","kind":"integer"}}})",
                "N\nLAS 4711\n", R"("pseudonyms":["N"],)");
  CHECK(shown.faults == Lines{"N | package.started /data/x | is no whole number"});
}

TEST_CASE("a table is bound by its header") {
  CHECK(unbound("B,C\n").detail == "the header lacks what the map reads: A");
  CHECK(unbound("A,B,B\n").detail == "the header names the column \"B\" twice");
  CHECK(unbound("A,B\n", std::nullopt).detail.find("--key") != std::string::npos);
  const auto read = read_with(R"({"type":"careledger.package.started","id":"{A}","data":{}})", "C, A ,D,B\n1,2,3,4\n",
                              R"("ignore":["D"],)");
  CHECK(read.unknown == Lines{"C", "B"});
  CHECK(read.events.size() == 1);
  const auto without =
      read_with(R"({"type":"careledger.package.started","id":"{A}","data":{}})", "A\n2\n", R"("ignore":["D"],)");
  CHECK(without.events.size() == 1);  // what is not read need not be there
}

TEST_CASE("what the ledger finds wrong is told with the columns that it came from") {
  const auto map =
      parsed(map_of(R"({"type":"careledger.payment.made","id":"{P}/{I}","time":{"column":"D","format":"%F"},)"
                    R"("data":{"/payment":{"text":"{P}.{I}"},"/invoice":{"column":"I"},"/a/b":{"column":"X"}}})"));
  REQUIRE(map.has_value());
  std::istringstream in("P,I,D,X\n");
  CsvReader reader(in, ',');
  Record header;
  REQUIRE(reader.next(header).value());
  const auto translator = Translator::bind(*map, header, std::nullopt);
  REQUIRE(translator.has_value());
  const auto columns = [&](std::string_view pointer) { return translator->fault_at(0, pointer, "d").columns; };
  CHECK(columns("/data/payment") == "P, I");
  CHECK(columns("/data/invoice") == "I");
  CHECK(columns("/data/a") == "X");
  CHECK(columns("/data/a/b/c") == "X");
  CHECK(columns("/data/package") == "");
  CHECK(columns("/time") == "D");
  CHECK(columns("/id") == "P, I");
  CHECK(columns("") == "");
}

}  // namespace careledger::tools::tables
