#include "core/json/canonical.hpp"
#include "core/json/value.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace json = careledger::core::json;
using careledger::core::Fault;

namespace {

std::string canonical_of(std::string_view text) {
  json::Parser parser;
  const auto value = parser.parse(text);
  REQUIRE_MESSAGE(value.has_value(), std::string(text));
  return json::canonical(*value);
}

}  // namespace

TEST_CASE("the canonical form is RFC 8785's: sorted by UTF-16, escapes minimal, no white space") {
  struct Row {
    std::string_view in, out;
  };
  for (const auto& [in, out] : std::vector<Row>{
           {R"( { "b" : 1 , "a" : [ true , null , -0 ] } )", R"({"a":[true,null,0],"b":1})"},
           {R"({"\u20ac":"\u20ac","\r":"c\rd","1":1,"\ud83d\ude00":2,"\ufb33":3,"\u00f6":4,"\u0080":5})",
            "{\"\\r\":\"c\\rd\",\"1\":1,\"\xC2\x80\":5,\"\xC3\xB6\":4,\"\xE2\x82\xAC\":\"\xE2\x82\xAC\","
            "\"\xF0\x9F\x98\x80\":2,\"\xEF\xAC\xB3\":3}"},
           {R"("\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/")", "\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\""},
           {R"("\b\t\n\f\r\u0001\u007f")", "\"\\b\\t\\n\\f\\r\\u0001\x7F\""},
           {R"({"":{"z":[],"y":{}}})", R"({"":{"y":{},"z":[]}})"},
           {"9007199254740991", "9007199254740991"},
       }) {
    CHECK(canonical_of(in) == out);
  }
}

TEST_CASE("what is not strict JSON is refused, with what is wrong") {
  json::Parser parser;
  std::string deep(json::max_depth + 1, '[');
  deep += std::string(json::max_depth + 1, ']');
  for (const std::string& text : std::vector<std::string>{"",
                                                          " ",
                                                          "{",
                                                          "{}x",
                                                          "{} {}",
                                                          "[1,]",
                                                          "{\"a\":1,}",
                                                          "01",
                                                          "1.",
                                                          "nul",
                                                          "'a'",
                                                          "\"\\ud800\"",
                                                          "\"\\udc00\"",
                                                          "\"\\ud800\\u0041\"",
                                                          "\"\xff\"",
                                                          "\"\xed\xa0\x80\"",
                                                          "\"a\nb\"",
                                                          R"({"a":1,"a":2})",
                                                          R"([{"b":{"x":1,"x":1}}])",
                                                          R"({"\u0061":1,"a":2})",
                                                          "\xEF\xBB\xBF{}",
                                                          deep,
                                                          "\"\\x\"",
                                                          "NaN",
                                                          "[1 2]",
                                                          std::string("\"a\0b\"", 5)}) {
    const auto value = parser.parse(text);
    CHECK_MESSAGE(!value.has_value(), text);
    if (!value) {
      CHECK(value.error().fault == Fault::not_json);
      CHECK(!value.error().detail.empty());
    }
  }
  CHECK(parser.parse(deep.substr(1, deep.size() - 2)).has_value());
}

TEST_CASE("many members are searched for a repeated name too") {
  std::string text = "{";
  for (int i = 0; i < 60; ++i) text += "\"k" + std::to_string(i) + "\":1,";
  json::Parser parser;
  CHECK(parser.parse(text + "\"z\":1}").has_value());
  CHECK(!parser.parse(text + "\"k7\":1}").has_value());
}

TEST_CASE("numbers of any length are JSON, and no integers that we take") {
  json::Parser parser;
  for (const std::string number : {"18446744073709551616", "-9223372036854775809", "1e400", "-1e99999", "1E-500"}) {
    const auto value = parser.parse(R"({"a":"1e400\"","b":)" + number + "}");
    REQUIRE_MESSAGE(value.has_value(), number);
    CHECK(value->find("b")->kind() == json::Kind::other_number);
    CHECK(value->find("a")->string() == "1e400\"");
  }
  for (const char* const malformed : {"[1e]", "[--1]", "[-]", "[01]", "[1.e400]", "[.1]", "[1e400.5]"}) {
    CHECK_MESSAGE(!parser.parse(malformed).has_value(), malformed);
  }
}

TEST_CASE("numbers that are no safe integers are found with their pointers") {
  json::Parser parser;
  const auto value = parser.parse(R"({"a":[1,2.0,1e3],"b/c":{"~":9007199254740992},"d":-9007199254740991})");
  REQUIRE(value.has_value());
  std::vector<careledger::core::PointedError> errors;
  json::find_other_numbers(*value, "/data", errors);
  REQUIRE(errors.size() == 3);
  CHECK(errors[0].pointer == "/data/a/1");
  CHECK(errors[1].pointer == "/data/a/2");
  CHECK(errors[2].pointer == "/data/b~1c/~0");
}

TEST_CASE("a merge patch follows the table of RFC 7396, and a diff is its inverse") {
  struct Row {
    std::string_view target, patch, result;
  };
  for (const auto& [target, patch, result] : std::vector<Row>{
           {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
           {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
           {R"({"a":"b"})", R"({"a":null})", "{}"},
           {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
           {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
           {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
           {R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
           {R"({"a":"foo"})", "null", "null"},
           {R"({"e":null})", R"({"a":1})", R"({"a":1,"e":null})"},
           {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
           {"{}", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"},
       }) {
    json::Parser one;
    json::Parser two;
    const auto t = one.parse(target);
    const auto p = two.parse(patch);
    REQUIRE((t && p));
    CHECK(json::merge_patch(*t, *p) == result);
  }
  json::Parser one;
  json::Parser two;
  json::Parser three;
  const auto from = one.parse(R"({"a":1,"b":{"x":1,"y":[1]},"c":"s"})");
  const auto to = two.parse(R"({"b":{"x":1,"y":[2]},"c":"s","d":true})");
  const std::string diff = json::merge_diff(*from, *to);
  CHECK(diff == R"({"a":null,"b":{"y":[2]},"d":true})");
  const auto patch = three.parse(diff);
  CHECK(json::merge_patch(*from, *patch) == json::canonical(*to));
  CHECK(json::merge_diff(*from, *from) == "{}");
}
