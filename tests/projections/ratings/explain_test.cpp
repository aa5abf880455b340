#include "projections/ratings/explain.hpp"

#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

using careledger::tests::instant;
using careledger::tests::Story;
using namespace careledger::projections::ratings;

namespace {

// `QR-1:yes QR-3:no`
std::string weighed(const Explanation& explanation) {
  std::string text;
  for (const Considered& considered : explanation.considered) {
    text += (text.empty() ? "" : " ") + std::string{considered.rule} + (considered.held ? ":yes" : ":no");
    CHECK_FALSE(considered.detail.empty());
  }
  return text;
}

}  // namespace

TEST_CASE("The change in force names the rating before, the one after, and every rule weighed at its instant") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council gold
    2018-06-01 10:00 focussed council bronze
    2018-07-01 10:00 validation council gold
    2018-08-01 10:00 statement a improvements
    2018-09-01 10:00 validation council gold
  )");
  const History history = story.history();
  const Explanation lowered = explain(story.known(), history, instant("2018-07-15"));
  CHECK(lowered.before.band == Band::gold);
  CHECK(lowered.after.band == Band::bronze);
  CHECK(lowered.after.rule == "QR-3");
  CHECK(weighed(lowered) == "QR-3:yes QR-3:yes");
  CHECK(lowered.considered[0].detail ==
        "The council's focussed inspection, visited on 2018-06-01 (event 102) found bronze, below gold: the band is "
        "lowered to it.");
  const Explanation raised = explain(story.known(), history, instant("2018-09-01 10:00"));
  CHECK(raised.before.band == Band::bronze);
  CHECK(raised.after.band == Band::silver);
  CHECK(weighed(raised) == "QR-3:no QR-4:yes QR-5:yes QR-5:yes");
}

TEST_CASE("A deadline that passed is explained as one") {
  const Story story("residential", "2018-05-01 10:00 full council gold\n2018-05-01 10:00 enrolled 2018");
  const History history = story.history();
  const Explanation missed = explain(story.known(), history, instant("2020-01-01"));
  CHECK(missed.after.rule == "QR-7");
  CHECK(weighed(missed) == "QR-7:yes QR-7:yes QR-7:yes");
  CHECK(missed.considered[0].detail == "No statement was received by the end of 2019-05-01.");
}

TEST_CASE("Before the first event nothing was considered") {
  const Story story("residential", "2018-05-01 10:00 full council gold");
  const History history = story.history();
  const Explanation none = explain(story.known(), history, instant("2000-01-01"));
  CHECK_FALSE(none.after.since.has_value());
  CHECK(none.considered.empty());
}

TEST_CASE("Tracing changes no history") {
  const Story story("residential", R"(
    2018-05-01 10:00 full cqc inadequate
    2018-06-01 10:00 full cqc good
    2018-07-01 10:00 falsified a
    2018-08-01 10:00 required p
    2018-09-01 10:00 completed p
  )");
  const History plain = story.history();
  for (const Segment& segment : plain.segments) {
    Trace trace{.at = *segment.since, .considered = {}};
    const History traced = fold(story.known(), &trace);
    CHECK_FALSE(trace.considered.empty());
    CHECK(traced.segments.size() == plain.segments.size());
    CHECK(traced.at(*segment.since).rule == segment.rule);
    CHECK(traced.at(*segment.since).because == segment.because);
  }
}
