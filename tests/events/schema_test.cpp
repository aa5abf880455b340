#include "core/json/canonical.hpp"
#include "tests/events/examples.hpp"
#include "tests/events/reading.hpp"
#include "tests/events/schema_check.hpp"
#include "tests/events/sealers.hpp"

#include <doctest/doctest.h>

using namespace careledger::events;
using careledger::core::event::Origin;
namespace json = careledger::core::json;

namespace {

bool schema_accepts(std::string_view type, std::string_view data) {
  json::Parser schema_parser;
  json::Parser data_parser;
  const auto schema = schema_parser.parse(type_named(type).schema());
  REQUIRE(schema.has_value());
  return accepts(*schema, *data_parser.parse(data));
}

}  // namespace

TEST_CASE("every type's schema is JSON that names itself") {
  for (const auto* const type : vocabulary().all()) {
    CAPTURE(std::string(type->name()));
    const std::string text = type->schema();
    json::Parser parser;
    const auto schema = parser.parse(text);
    REQUIRE(schema.has_value());
    const auto member = [&](std::string_view name) { return std::string(schema->find(name)->string()); };
    const std::string name(type->name().substr(std::string_view("careledger.").size()));
    CHECK(member("$schema") == "https://json-schema.org/draft/2020-12/schema");
    CHECK(member("$id") == "/schemas/" + name + "/" + std::to_string(type->version()));
    CHECK(member("title") == name);
    CHECK(member("type") == "object");
    CHECK(!schema->find("additionalProperties")->boolean());
  }
}

TEST_CASE("the schema accepts what the type accepts, as it is sent and as it is stored") {
  for (const auto& row : examples::good()) {
    CAPTURE(std::string(row.data));
    CHECK(schema_accepts(row.type, row.data));
    MaskingSealer sealer;
    const auto outcome = read(row.type, row.data, Origin::client, &sealer);
    REQUIRE(outcome.content.has_value());
    CHECK(schema_accepts(row.type, outcome.content->data));
  }
}

TEST_CASE("the schema refuses what the type refuses, as far as a schema can") {
  for (const auto& row : examples::bad()) {
    CAPTURE(std::string(row.data.substr(0, 200)));
    if (row.by_schema) CHECK(!schema_accepts(row.type, row.data));
  }
}

TEST_CASE("a schema is worded as the developer of a client reads it") {
  CHECK(type_named("suspension.lifted").schema() ==
        R"({"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"/schemas/suspension.lifted/1",)"
        R"("title":"suspension.lifted","type":"object","properties":{)"
        R"("suspension":{"type":"string","pattern":"^[A-Za-z0-9._-]{1,64}$"},)"
        R"("reason":{"type":"string","minLength":1,"maxLength":4000,)"
        R"("pattern":"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$"}},)"
        R"("required":["suspension","reason"],"additionalProperties":false})");
}
