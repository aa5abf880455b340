#include "tests/tools/tables/table.hpp"

#include <algorithm>

namespace careledger::tools::tables {
namespace {

std::string event_with(const std::string& data) {
  return map_of(R"({"type":"careledger.package.started","id":"{A}","data":)" + data + "}");
}

}  // namespace

TEST_CASE("a map that is not what it should be is refused at each place") {
  struct Case {
    std::string document;
    std::string pointer;
  };
  for (const auto& [document, pointer] : std::vector<Case>{
           {"[]", ""},
           {R"({"title":"T","source":"/s"})", ""},
           {R"({"source":"/s","events":[]})", "/title"},
           {map_of("", R"("colour":"blue",)"), "/colour"},
           {map_of("", R"("separator":"::",)"), "/separator"},
           {map_of("", R"("skip":[{"column":"A"}],)"), "/skip/0"},
           {map_of("", R"("skip":[{"in":["x"]}],)"), "/skip/0/column"},
           {map_of("", R"("pseudonyms":"A",)"), "/pseudonyms"},
           {map_of(R"({"id":"{A}","data":{}})"), "/events/0"},
           {map_of(R"({"type":"careledger.package.begun","id":"{A}","data":{}})"), "/events/0/type"},
           {map_of(R"({"type":{"column":"A","words":{"x":"careledger.y"}},"id":"{A}","data":{}})"),
            "/events/0/type/words/x"},
           {map_of(R"({"type":"careledger.package.started","data":{}})"), "/events/0"},
           {map_of(R"({"type":"careledger.package.started","id":"{A","data":{}})"), "/events/0/id"},
           {event_with(R"({"package":{"column":"A"}})"), "/events/0/data/package"},
           {event_with(R"({"/package":"A"})"), "/events/0/data/~1package"},
           {event_with(R"({"/package":{}})"), "/events/0/data/~1package"},
           {event_with(R"({"/package":{"column":"A","text":"{B}"}})"), "/events/0/data/~1package"},
           {event_with(R"({"/package":{"column":"A","kind":"text"}})"), "/events/0/data/~1package/kind"},
           {event_with(R"({"/package":{"column":"A","kind":"date","format":"%Q"}})"),
            "/events/0/data/~1package/format"},
           {event_with(R"({"/package":{"column":"A","words":{}}})"), "/events/0/data/~1package/words"},
           {event_with(R"({"/package":{"column":"A","colour":1}})"), "/events/0/data/~1package/colour"},
           {event_with(R"({"/a":{"column":"A"},"/a/b":{"column":"A"}})"), "/events/0/data/~1a~1b"},
           {event_with(R"({"/a/b":{"column":"A"},"/a":{"column":"A"}})"), "/events/0/data/~1a"},
           {event_with(R"({"/package":{"column":"A","clear":true}})"), "/events/0/data"},
       }) {
    INFO(document);
    const auto map = parsed(document);
    REQUIRE_FALSE(map.has_value());
    const auto& errors = map.error().errors;
    CHECK(std::any_of(errors.begin(), errors.end(), [&](const auto& error) { return error.pointer == pointer; }));
  }
}

TEST_CASE("the columns that a map names are each counted once, a brace written twice is one") {
  const auto map = parsed(
      map_of(R"({"type":"careledger.package.started","id":"{{x}}/{A b}/{C}","data":{"/package":{"column":"A b"}}})"));
  REQUIRE_MESSAGE(map.has_value(), map.error().detail);
  CHECK(map->columns == std::vector<std::string>{"A b", "C"});
  const auto read = read_table(*map, "C,A b\n1,2\n");
  REQUIRE(read.events.size() == 1);
  CHECK(read.events[0] == R"({"data":{"package":"2"},"id":"{x}/2/1","source":"/council/t","specversion":"1.0",)"
                          R"("type":"careledger.package.started"})");
}

}  // namespace careledger::tools::tables
