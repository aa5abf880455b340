#include "tests/events/reading.hpp"

#include "core/json/canonical.hpp"
#include "events/limits.hpp"
#include "tests/events/examples.hpp"
#include "tests/events/sealers.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace careledger::events;
using careledger::core::event::Origin;
namespace json = careledger::core::json;

TEST_CASE("good data of every type is read, and stored in canonical form") {
  for (const auto& row : examples::good()) {
    CAPTURE(std::string(row.data));
    MaskingSealer sealer;
    const auto outcome = read(row.type, row.data, Origin::client, &sealer);
    CHECK(outcome.errors.empty());
    REQUIRE(outcome.content.has_value());
    json::Parser parser;
    CHECK(json::canonical(*parser.parse(outcome.content->data)) == outcome.content->data);
    if (sealer.requests.empty()) CHECK(outcome.content->data == row.data);
  }
}

TEST_CASE("what is stored is read again as it is, with the same subject and tags") {
  for (const auto& row : examples::good()) {
    CAPTURE(std::string(row.data));
    MaskingSealer sealer;
    const auto sent = read(row.type, row.data, Origin::client, &sealer);
    REQUIRE(sent.content.has_value());
    const auto stored = read(row.type, sent.content->data, Origin::stored, nullptr);
    CHECK(stored.errors.empty());
    REQUIRE(stored.content.has_value());
    CHECK(stored.content->data == sent.content->data);
    CHECK(stored.content->subject == sent.content->subject);
    CHECK(stored.content->tags == sent.content->tags);
  }
}

TEST_CASE("bad data is refused, with the pointer of each fault and a sentence") {
  for (const auto& row : examples::bad()) {
    CAPTURE(std::string(row.type));
    CAPTURE(std::string(row.data.substr(0, 200)));
    MaskingSealer sealer;
    const auto outcome = read(row.type, row.data, Origin::client, &sealer, "/1/data");
    CHECK(!outcome.content.has_value());
    std::vector<std::string> expected;
    for (const auto pointer : row.pointers) expected.push_back("/1/data" + std::string(pointer));
    CHECK(outcome.pointers() == expected);
    for (const auto& error : outcome.errors) CHECK(!error.detail.empty());
    CHECK(sealer.requests.empty());
  }
}

TEST_CASE("members come in any order and leave in RFC 8785's") {
  const auto outcome = read("inspection.published",
                            R"({"service":"s1","outcome":"good","kind":"full","inspector":"cqc",)"
                            R"("domains":{"staffing":"gold","involvement":"gold"}})",
                            Origin::client, nullptr);
  REQUIRE(outcome.content.has_value());
  CHECK(outcome.content->data ==
        R"({"domains":{"involvement":"gold","staffing":"gold"},"inspector":"cqc","kind":"full","outcome":"good",)"
        R"("service":"s1"})");
}

TEST_CASE("instants are stored in UTC, without a fraction where it is zero") {
  struct Row {
    std::string_view sent, stored;
  };
  for (const auto& [sent, stored] : std::vector<Row>{
           {"2018-05-03T11:00:00+01:00", "2018-05-03T10:00:00Z"},
           {"2018-05-03T10:00:00.000Z", "2018-05-03T10:00:00Z"},
           {"2018-05-03T10:00:00.5Z", "2018-05-03T10:00:00.500000Z"},
           {"2018-05-03T00:30:00+01:00", "2018-05-02T23:30:00Z"},
       }) {
    const std::string before = R"({"corrects":"1","reason":"r","time":")";
    const auto outcome = read("event.corrected", before + std::string(sent) + "\"}", Origin::client, nullptr);
    REQUIRE(outcome.content.has_value());
    CHECK(outcome.content->data == before + std::string(stored) + "\"}");
  }
}

TEST_CASE("a text is as long as its characters, and at its limit it is good") {
  std::string name;
  for (std::size_t i = 0; i < limits::name; ++i) name += "ö";
  const auto at_limit =
      read("provider.registered", R"({"name":")" + name + R"(","provider":"p"})", Origin::client, nullptr);
  CHECK(at_limit.content.has_value());
}

TEST_CASE("so many faults are told and no more, and one more is still a fault") {
  std::string data = R"({"service":"s1")";
  for (std::size_t i = 0; i < limits::errors + 7; ++i) data += ",\"x" + std::to_string(i) + "\":1";
  const auto outcome = read("service.closed", data + "}", Origin::client, nullptr);
  CHECK(!outcome.content.has_value());
  CHECK(outcome.errors.size() == limits::errors);
}

TEST_CASE("faults of an earlier event in the same request do not touch the next") {
  json::Parser parser;
  std::vector<careledger::core::PointedError> errors{{"/0/data/x", "an earlier one"}};
  const auto value = parser.parse(R"({"service":"s1"})");
  CHECK(type_named("service.closed").read(*value, Origin::client, nullptr, "/1/data", errors).has_value());
  CHECK(errors.size() == 1);
}

TEST_CASE("every limit is listed by a name of its own") {
  std::vector<std::string_view> names;
  for (const auto& limit : limits::all()) {
    CHECK(limit.value > 0);
    names.push_back(limit.name);
  }
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  CHECK(std::binary_search(names.begin(), names.end(), "words"));
}
