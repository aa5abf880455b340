#include "projections/ratings/history.hpp"

#include "tests/projections/ratings/story.hpp"
#include "tests/projections/ratings/story_facts.hpp"

#include <doctest/doctest.h>

#include <random>

using careledger::tests::instant;
using careledger::tests::Story;
using namespace careledger::projections::ratings;

namespace {

std::string whole(const Story& story) {
  std::string text = story.bands() + "|" + story.breaches() + "|" + story.lapses() + "|" + story.reviews();
  for (const Segment& segment : story.history().segments) {
    const std::string at = careledger::core::time::format(*segment.since);
    text += "\n" + story.rating(at) + " " + story.suspension(at) + " " + story.assurance(at);
  }
  return text;
}

// Random but plausible: every kind of fact, several at one instant, never two of one sequence.
std::vector<Fact> random_facts(unsigned seed, std::size_t count) {
  constexpr const char* lines[] = {
      "full council gold",
      "full cqc good",
      "full nhs amber",
      "full cqc inadequate",
      "focussed cqc inadequate",
      "focussed council bronze",
      "focussed cqc good",
      "validation council gold",
      "validation council silver",
      "statement a improvements",
      "statement b declared=bronze",
      "statement c shortfalls",
      "falsified a",
      "required p",
      "approved p due=2019-03-01",
      "asked p",
      "completed p",
      "failed p",
      "enrolled 2018",
      "ended 2018",
      "extended 2019-02-01",
      "suspended x",
      "lifted x",
      "component cqc 70",
      "closed",
      "full iqa silver",
      "full cqc not_rated",
      "registered residential",
  };
  std::mt19937 random{seed};
  std::vector<Fact> facts;
  for (std::size_t i = 0; i < count; ++i) {
    const auto line = lines[random() % std::size(lines)];
    const int day = static_cast<int>(random() % 1000);
    const auto date = careledger::core::time::add_days(careledger::core::time::parse_date("2017-10-01").value(), day);
    facts.push_back(careledger::tests::read_fact(careledger::core::time::format(date) + " " + line, 100 + i));
  }
  std::sort(facts.begin(), facts.end(), before);
  return facts;
}

}  // namespace

TEST_CASE("A history answers for every instant: before it, in it, and what comes next") {
  const Story story("residential", "2018-05-02 10:00 full cqc good\n2018-06-02 10:00 full cqc outstanding");
  const History history = story.history();
  CHECK(history.at(instant("2012-01-02 09:59:59.999999")).since == std::nullopt);
  CHECK(history.next(instant("2011-01-01"))->since == instant("2012-01-02 10:00"));
  CHECK(history.at(instant("2018-06-02 10:00")).band == Band::gold);
  CHECK(history.at(instant("2018-06-02 09:59:59.999999")).band == Band::silver);
  CHECK(history.next(instant("2018-05-02 10:00"))->since == instant("2018-06-02 10:00"));
  CHECK(history.next(instant("2018-06-02 10:00")) == nullptr);
}

TEST_CASE("A scheduled change after the last fact is part of the history, up to the horizon") {
  Story story("residential", "2018-05-02 10:00 full cqc good\n2018-05-02 10:00 enrolled 2018");
  CHECK(story.history().segments.back().rule == "QR-7");
  story.until("2018-11-03");
  CHECK(story.history().segments.back().rule == "QR-7");
  story.until("2018-11-02 23:59:59.999999");
  CHECK(story.history().segments.back().rule == "QR-1");
}

TEST_CASE("Corrections in force stand beside their event") {
  Story story("residential", "2018-05-02 10:00 full cqc good\n2018-06-01 10:00 falsified a");
  story.corrected(101, 103).corrected(101, 105).corrected(102, 104);
  story.check({{"2018-05-03", "2018 silver QR-1 101,103,105"}, {"2018-06-02", "2018 inadequate QR-8 102,104"}});
  story.check_suspension({{"2018-06-02", "QR-8 2018-06-01T10:00:00Z 102,104"}});
  CHECK(story.breaches() == "falsified 2018-06-01T10:00:00Z 102,104");
}

TEST_CASE("SU-3: a person suspends and lifts; the same id again replaces; a lift of nothing does nothing") {
  const Story story("residential", R"(
    2018-04-10 10:00 lifted s1
    2018-05-01 10:00 suspended s1
    2018-05-02 10:00 suspended s2
    2018-05-03 10:00 suspended s1
    2018-05-04 10:00 lifted s2
    2018-05-05 10:00 lifted s1
    2018-05-06 10:00 suspended s3
    2018-05-06 10:00 lifted s3
  )");
  story.check_suspension({
      {"2018-05-01 10:00", "SU-3 2018-05-01T10:00:00Z 102"},
      {"2018-05-03 10:00", "SU-3 2018-05-02T10:00:00Z 103; SU-3 2018-05-03T10:00:00Z 104"},
      {"2018-05-04 10:00", "SU-3 2018-05-03T10:00:00Z 104"},
      {"2018-05-05 10:00", "free"},
      {"2018-05-06 10:00", "free"},
  });
}

TEST_CASE("SU-3: a provider's suspension, shared by its services, does not begin a history") {
  Story story("residential", "");
  story.shared("2011-05-01 10:00 suspended s1 of_provider");
  CHECK(story.suspension("2013-01-01") == "SU-3 2011-05-01T10:00:00Z 201");
  CHECK(story.since("2011-06-01") == "-");
}

TEST_CASE("SU-1, SU-2: each cause for itself; a reason keeps the rule by which it began") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council inadequate
    2018-06-01 10:00 focussed cqc inadequate
    2018-07-01 10:00 full council inadequate
    2018-08-01 10:00 focussed cqc good
  )");
  story.check_suspension({
      {"2018-05-01 10:00", "QR-1 2018-05-01T10:00:00Z 101"},
      {"2018-06-01 10:00", "QR-1 2018-05-01T10:00:00Z 101; QR-6 2018-06-01T10:00:00Z 102"},
      {"2018-07-01 10:00", "QR-1 2018-05-01T10:00:00Z 101; QR-6 2018-06-01T10:00:00Z 102"},
      {"2018-08-01 10:00", "free"},
  });
}

TEST_CASE("SU-1: a policy whose bands suspend nobody leaves an inadequate service free") {
  Story story("residential", R"(
    2018-05-01 10:00 full council inadequate
    2018-06-01 10:00 focussed cqc inadequate
  )");
  story.with(
      careledger::tests::amended_policy("2018", R"("value": ["inadequate"])", R"("value": [])", 90, "2018-07-01"));
  story.check({{"2018-07-02", "2018 inadequate QR-6 102"}});
  CHECK(story.suspension("2018-06-30") != "free");
  CHECK(story.suspension("2018-07-01") == "free");
}

TEST_CASE("A fold is deterministic, and a known-by prefix never changes what came before it") {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Story story("residential", "");
    for (const Fact& fact : random_facts(seed, 40)) story.facts().push_back(fact);
    std::sort(story.facts().begin(), story.facts().end(), before);
    CHECK(whole(story) == whole(story));

    // Facts of later times change nothing up to theirs.
    const std::vector<Fact> all = story.facts();
    for (const std::size_t count : {std::size_t{10}, std::size_t{20}, std::size_t{30}}) {
      Story prefix("residential", "");
      prefix.facts().assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
      const Instant until = all[count].time;
      const History longer = story.history();
      const History shorter = prefix.history();
      for (const Segment& segment : shorter.segments) {
        if (*segment.since >= until) break;
        const Segment& same = longer.at(*segment.since);
        CHECK(same.since == segment.since);
        CHECK(same.band == segment.band);
        CHECK(same.rule == segment.rule);
        CHECK(same.because == segment.because);
      }
    }
  }
}

TEST_CASE("Neighbouring segments differ, have length, and suspend exactly while inadequate shows") {
  for (unsigned seed = 100; seed < 160; ++seed) {
    CAPTURE(seed);
    Story story("residential", "");
    for (const Fact& fact : random_facts(seed, 60)) {
      if (fact.kind != FactKind::suspended) story.facts().push_back(fact);
    }
    std::sort(story.facts().begin(), story.facts().end(), before);
    const History history = story.history();
    for (std::size_t i = 0; i < history.segments.size(); ++i) {
      const Segment& segment = history.segments[i];
      const std::string at = careledger::core::time::format(*segment.since);
      CHECK((story.suspension(at) != "free") == (segment.band == Band::inadequate));
      CHECK_FALSE(segment.because.empty());
      if (i == 0) continue;
      const Segment& last = history.segments[i - 1];
      CHECK(*last.since < *segment.since);
      CHECK_FALSE((last.scheme == segment.scheme && last.band == segment.band && last.rule == segment.rule &&
                   last.score == segment.score));
    }
  }
}
