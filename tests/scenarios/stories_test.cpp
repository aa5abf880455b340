#include "core/json/canonical.hpp"
#include "tests/scenarios/story.hpp"
#include "tests/scratch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

// Every story of this folder, told to a ledger of its own: events in, questions after the last one.

namespace json = careledger::core::json;

namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The order of the events that an answer rests on says nothing.
std::string without_order(const std::string& text, std::string_view pointer) {
  if (!pointer.ends_with("because")) return text;
  json::Parser parser;
  const auto value = parser.parse(text);
  if (!value || !value->is_array()) return text;
  std::vector<std::string> items;
  for (const auto element : value->elements()) items.push_back(json::canonical(element));
  std::sort(items.begin(), items.end());
  std::string sorted;
  for (const auto& item : items) sorted += item + " ";
  return sorted;
}

void tell(const std::filesystem::path& path) {
  const Scratch scratch;
  StoryLedger ledger(scratch.path());
  json::Parser parser;
  const std::string text = read(path);
  const auto story = parser.parse(text);
  REQUIRE_MESSAGE(story.has_value(), path.string());
  INFO(path.filename().string());
  for (const auto event : story->find("events")->elements()) {
    StoryLedger::Answer answer{};
    const auto sequence = ledger.tell(event, answer);
    const auto refused = event.find("refused");
    INFO("event ", std::string(event.find("id")->string()), " ", answer.body);
    if (!refused) {
      CHECK(sequence != 0);
    } else if (refused->string() == "422") {
      CHECK(answer.status == 422);
    } else {
      CHECK(answer.status == 409);
      json::Parser problem;
      CHECK(at_pointer(*problem.parse(answer.body), "/rule/id") == "\"" + std::string(refused->string()) + "\"");
    }
  }
  for (const auto question : story->find("expect")->elements()) {
    auto part = question.elements().begin();
    const std::string target = ledger.filled(std::string((*part).string()));
    ++part;
    const std::string pointer((*part).string());
    ++part;
    const std::string wanted = ledger.filled(json::canonical(*part));
    const auto answer = ledger.get(target);
    json::Parser answer_parser;
    const auto value = answer_parser.parse(answer.body);
    REQUIRE(value.has_value());
    INFO(target, " ", pointer, " in ", answer.body);
    CHECK(without_order(at_pointer(*value, pointer), pointer) == without_order(wanted, pointer));
  }
}

}  // namespace

TEST_CASE("the stories come out as they should") {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(CARELEDGER_STORIES)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  REQUIRE(paths.size() >= 10);
  for (const auto& path : paths) tell(path);
}
