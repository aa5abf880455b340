#include "core/event/vocabulary.hpp"
#include "core/json/value.hpp"
#include "events/vocabulary.hpp"
#include "tools/cqc/plan.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using careledger::core::PointedError;
using careledger::core::event::Origin;
using careledger::core::json::Parser;
using careledger::tools::cqc::plan;

TEST_CASE("every location of the bundled demo data gives events that the vocabulary admits") {
  std::ifstream file(CARELEDGER_SOURCE_DIR "/tools/data/cqc/locations.jsonl");
  REQUIRE(file.good());
  Parser parser;
  Parser of_event;
  std::map<std::string_view, int> types;
  std::set<std::string> ids;
  int events_in_all = 0;
  for (std::string line; std::getline(file, line);) {
    const auto record = parser.parse(line);
    REQUIRE(record.has_value());
    const auto events = plan(*record);
    REQUIRE_MESSAGE(events.has_value(), events.error().detail);
    for (const auto& event : *events) {
      ++types[event.type];
      const auto* const type = careledger::events::vocabulary().find(event.type);
      REQUIRE(type != nullptr);
      std::vector<PointedError> errors;
      const auto data = of_event.parse(event.data);
      REQUIRE(data.has_value());
      const auto content = type->read(*data, Origin::client, nullptr, "/data", errors);
      REQUIRE_MESSAGE(content.has_value(), event.data);
      CHECK(content->data == event.data);  // it was canonical
      ++events_in_all;
      if (!event.first_stands) CHECK_MESSAGE(ids.insert(event.id).second, event.id);
    }
  }
  CHECK(types["careledger.service.registered"] == 123);
  CHECK(types["careledger.inspection.published"] == 210);
  CHECK(types["careledger.service.registration-changed"] == 70);
  CHECK(events_in_all == 526);
}

}  // namespace
