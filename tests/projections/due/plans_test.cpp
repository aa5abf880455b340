#include "projections/due/plans.hpp"

#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

using namespace careledger;
using careledger::tests::instant;
using careledger::tests::Story;

namespace {

/// `plan 2018-06-30; validation_visit;`
std::string owed(Story& story, std::string_view at, bool request_stops) {
  std::vector<const projections::ratings::Fact*> facts;
  for (const auto& fact : story.facts()) {
    if (fact.time <= instant(at)) facts.push_back(&fact);
  }
  std::string text;
  for (const auto& item : projections::due::plan_items(facts, {}, instant(at), [&](auto) { return request_stops; })) {
    text += std::string(projections::due::kind_names[static_cast<std::size_t>(item.kind)]) +
            (item.due ? " " + core::time::format(*item.due) : "") + (item.overdue ? " overdue; " : "; ");
  }
  return text;
}

}  // namespace

TEST_CASE("IP-1: asking for the visit takes a plan off the list where the policy has it stop the clock") {
  Story story("residential", R"(
    2018-05-10 10:00 approved p due=2018-06-30
    2018-06-20 10:00 asked p)");
  CHECK(owed(story, "2018-06-19", true) == "plan 2018-06-30; ");
  CHECK(owed(story, "2018-06-21", true) == "validation_visit; ");
  CHECK(owed(story, "2018-06-21", false) == "plan 2018-06-30; validation_visit; ");
  CHECK(owed(story, "2018-07-02", false) == "plan 2018-06-30 overdue; validation_visit; ");
}
