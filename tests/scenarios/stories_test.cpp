#include "core/json/canonical.hpp"
#include "projections/policies/rules.hpp"
#include "projections/replay/replay.hpp"
#include "tests/projections/services/same_rating.hpp"
#include "tests/scenarios/story.hpp"
#include "tests/scratch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <set>

// Every story of this folder, told to a ledger of its own: events in, questions after the last one. What the log alone
// folds to must then be what was answered from.

namespace replay = careledger::projections::replay;
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

std::vector<std::filesystem::path> stories() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(CARELEDGER_STORIES)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// The rules for which no code is there yet: the first word of each line that is no remark.
std::set<std::string> waiting_rules() {
  std::set<std::string> waiting;
  std::ifstream in(CARELEDGER_RULES_WAITING);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    waiting.insert(line.substr(0, line.find(' ')));
  }
  return waiting;
}

/// The log's leaves alone fold to the histories from which the answers came.
void fold_anew(StoryLedger& ledger) {
  auto& instance = ledger.instance();
  const auto folded = replay::replay(instance.ledger().log(), 1, {});
  REQUIRE(folded.has_value());
  CHECK(folded->services.size() == instance.book().service_ids().size());
  for (const auto& service : folded->services) {
    const auto answered = instance.book().service(service->id, folded->events);
    REQUIRE(answered.has_value());
    CHECK(replay::text_of(*service) == replay::text_of(**answered));
  }
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
  fold_anew(ledger);
  for (std::uint64_t known_at = 1; known_at <= ledger.instance().ledger().size(); ++known_at) {
    check_ratings_alone(ledger.instance().book(), known_at);
  }
}

}  // namespace

TEST_CASE("the stories come out as they should") {
  const auto paths = stories();
  REQUIRE(paths.size() >= 10);
  for (const auto& path : paths) tell(path);
}

TEST_CASE("every rule has a story, or waits for its code") {
  std::set<std::string, std::less<>> told;
  for (const auto& path : stories()) {
    json::Parser parser;
    const std::string text = read(path);
    const auto story = parser.parse(text);
    REQUIRE_MESSAGE(story.has_value(), path.string());
    for (const auto rule : story->find("rules")->elements()) {
      CHECK_MESSAGE(careledger::projections::policies::rule_book().find(rule.string()) != nullptr,
                    path.filename().string(), " is about ", std::string(rule.string()), ", which is no rule");
      told.emplace(rule.string());
    }
  }
  const auto waiting = waiting_rules();
  for (const auto& rule : careledger::projections::policies::rule_book().rules()) {
    const bool has_story = told.find(rule.id) != told.end();
    CHECK_MESSAGE((has_story || waiting.count(rule.id) == 1), rule.id, " has no story");
  }
}
