#include "api/openapi/operation.hpp"
#include "api/openapi/parameter.hpp"
#include "api/openapi/shapes.hpp"
#include "api/openapi/split.hpp"
#include "tests/scenarios/story.hpp"
#include "tests/scratch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

// GET /openapi.json: what it tells is all that there is. What servers answer is held against it by openapi_contract.py.

using namespace careledger;
namespace openapi = api::openapi;

TEST_CASE("each route has one description, and each description a route") {
  std::map<std::pair<api::http::Method, std::string_view>, int> described;
  for (const auto& operation : openapi::operations()) ++described[{operation.method, operation.pattern}];
  for (const auto& [key, count] : described) CHECK_MESSAGE(count == 1, key.second << " is described twice");
  for (const auto& route : api::routes::table()) {
    CHECK_MESSAGE(described.contains({route.method, route.pattern}),
                  route.pattern << " stands in no line of api/openapi/operations.cpp");
  }
  // What the sequencer answers stands in no table; it takes a POST that is not JSON as far as its body.
  Scratch scratch;
  StoryLedger ledger(scratch.path());
  for (const auto& operation : openapi::operations()) {
    if (openapi::route_of(operation) != nullptr) continue;
    CHECK_MESSAGE(
        ledger.post("{", "application/json", operation.pattern).body.find("/problems/not-json") != std::string::npos,
        operation.pattern << " is described, and is no route");
  }
}

TEST_CASE("a path names as many parts as its pattern leaves open") {
  std::set<std::string> paths;
  std::set<std::string_view> ids;
  for (const auto& operation : openapi::operations()) {
    CHECK_MESSAGE(ids.insert(operation.id).second, operation.id);
    const auto open = std::count(operation.pattern.begin(), operation.pattern.end(), '{');
    const auto parts = static_cast<std::ptrdiff_t>(openapi::split(operation.parts).size());
    const bool takes_rest = operation.pattern.ends_with('*');
    CHECK_MESSAGE((takes_rest ? parts > open : parts == open), operation.pattern);
  }
}

TEST_CASE("each parameter and each shape is used by an operation") {
  std::set<std::string_view> used;
  const auto use = [&used](std::string_view keys) {
    for (const auto key : openapi::split(keys)) used.insert(key);
  };
  for (const auto& operation : openapi::operations()) {
    use(operation.parts);
    use(operation.parameters);
  }
  std::set<std::string_view> keys;
  for (const auto& parameter : openapi::parameters()) {
    CHECK_MESSAGE(keys.insert(parameter.key).second, parameter.key);
    CHECK_MESSAGE(used.contains(parameter.key), parameter.key);
  }
  for (const auto key : used) CHECK_MESSAGE(keys.contains(key), key);

  Scratch scratch;
  StoryLedger ledger(scratch.path());
  const auto document = ledger.get("/openapi.json");
  REQUIRE(document.status == 200);
  core::json::Parser parser;
  CHECK(parser.parse(document.body).has_value());  // strict: a component named twice is refused
  for (const auto& shape : openapi::shapes()) {
    const auto reference = "\"#/components/schemas/" + std::string(shape.name) + "\"";
    CHECK_MESSAGE(document.body.find(reference) != std::string::npos, shape.name);
  }
}
