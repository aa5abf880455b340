#include "core/json/canonical.hpp"
#include "events/event_type.hpp"
#include "tests/events/sample.hpp"
#include "tests/events/schema_check.hpp"
#include "tests/events/sealers.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace careledger::events;
using samples::SampleTaken;
using samples::Shade;
namespace json = careledger::core::json;

namespace {

const std::string whole =
    R"({"areas":["1","2"],"balance":-5,"checklist":{"accounts":false,"insurance":true},"date":"2019-03-01",)"
    R"("decimal":"7.50","flag":true,"instant":"2019-03-01T00:00:00Z","invoice":"i1","names":"n","offer":null,)"
    R"("parts":[{"decimal":"-0.5","words":"w"}],"pence":750,"replaces":"k1","secret":"s","shade":"18_64",)"
    R"("shares":{"18_64":1,"dark":2,"new":3},"untagged":"pay1","year":2018})";

/// The sample with one member set to another value.
std::string with(std::string_view name, std::string_view value) {
  json::Parser one;
  json::Parser two;
  const std::string patch = "{\"" + std::string(name) + "\":" + std::string(value) + "}";
  return json::merge_patch(*one.parse(whole), *two.parse(patch));
}

struct Read {
  std::optional<careledger::core::event::Content> content;
  std::vector<careledger::core::PointedError> errors;
  bool schema_accepts = false;
};

Read read_sample(const std::string& data) {
  const DescribedType<SampleTaken> type;
  json::Parser parser;
  json::Parser schema_parser;
  MaskingSealer sealer;
  Read result;
  const auto value = parser.parse(data);
  REQUIRE(value.has_value());
  result.content = type.read(*value, Origin::client, &sealer, "", result.errors);
  result.schema_accepts = accepts(*schema_parser.parse(type.schema()), *value);
  return result;
}

}  // namespace

TEST_CASE("a field of each type is read, written, tagged and described") {
  const auto read = read_sample(whole);
  CHECK(read.errors.empty());
  CHECK(read.schema_accepts);
  REQUIRE(read.content.has_value());
  CHECK(read.content->tags == std::vector<std::string>{"invoice:i1", "area:1", "area:2", "package:k1"});
  CHECK(read.content->subject == "invoice/i1");
  const auto with_offer = read_sample(with("offer", R"("o1")"));
  REQUIRE(with_offer.content.has_value());
  CHECK(with_offer.content->tags ==
        std::vector<std::string>{"invoice:i1", "offer:o1", "area:1", "area:2", "package:k1"});
}

TEST_CASE("each type of field takes what its limits allow, and its schema agrees") {
  struct Row {
    std::string_view field;
    std::vector<std::string_view> good, bad;
  };
  for (const auto& row : std::vector<Row>{
           {"decimal",
            {R"("0")", R"("-1")", R"("0.000001")", R"("999999999999.999999")", R"("7.500")"},
            {R"("")", R"("-")", R"(".5")", R"("5.")", R"("05")", R"("1e3")", R"("+1")", R"("1,5")", R"("1.2345678")",
             R"("1000000000000")", R"("1.2.3")", R"(" 1")", "7", "7.5", "true"}},
           {"pence", {"0", "1000000000000"}, {"-1", "1000000000001", R"("5")", "5.0", "true"}},
           {"balance", {"-1000000000000", "1000000000000"}, {"-1000000000001", "[]"}},
           {"year", {"1900", "2199"}, {"1899", "2200"}},
           {"shade", {R"("dark")", R"("new")", R"("18_64")"}, {R"("new_")", R"("_18_64")", R"("")", "0"}},
           {"checklist",
            {"{}", R"({"a":true})"},
            {R"({"a":1})", R"({"a b":true})", R"({"":true})", "[]", R"("a")", R"({"a":"true"})"}},
           {"offer", {"null", R"("o")"}, {R"("")", "1", "false"}},
           {"areas", {"[]", R"(["1"])"}, {R"([""])", R"("1")", "[null]"}},
           {"shares", {"{}", R"({"dark":0})"}, {R"({"dark":101})", R"({"light":1})", "[]"}},
           {"names", {R"("n")", "[]", R"(["n","m"])"}, {R"("")", "{}", R"([""])"}},
       }) {
    const auto set = [&](std::string_view value) {
      // Merging would drop a null and mix objects.
      std::string data = with(row.field, "\"mark\"");
      const std::string marked = "\"" + std::string(row.field) + "\":\"mark\"";
      return data.replace(data.find(marked), marked.size(), "\"" + std::string(row.field) + "\":" + std::string(value));
    };
    for (const auto value : row.good) {
      CAPTURE(set(value));
      const auto read = read_sample(set(value));
      CHECK(read.content.has_value());
      CHECK(read.schema_accepts);
    }
    for (const auto value : row.bad) {
      CAPTURE(set(value));
      const auto read = read_sample(set(value));
      CHECK(!read.content.has_value());
      REQUIRE(!read.errors.empty());
      CHECK(read.errors[0].pointer.starts_with("/" + std::string(row.field)));
      CHECK(!read.schema_accepts);
    }
  }
}

TEST_CASE("a decimal is exact in millionths") {
  for (const auto& [text, millionths] : std::vector<std::pair<std::string, std::int64_t>>{
           {"0", 0},
           {"-0.0", 0},
           {"7.50", 7'500'000},
           {"-2.2", -2'200'000},
           {"0.000001", 1},
           {"999999999999.999999", 999'999'999'999'999'999},
       }) {
    CHECK(Decimal{text}.millionths() == millionths);
  }
}

TEST_CASE("a word is the name of its enumerator, without the underscore that C++ needed") {
  CHECK(text(Shade::new_) == "new");
  CHECK(text(Shade::_18_64) == "18_64");
  CHECK(word_named<Shade>("new") == Shade::new_);
  CHECK(word_named<Shade>("_18_64") == std::nullopt);
  CHECK(text(Standard::_5c) == "5c");
}
