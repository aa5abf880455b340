#include "projections/ratings/inspections.hpp"

#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

using careledger::tests::Story;
using namespace careledger::projections;
using namespace careledger::projections::ratings;

TEST_CASE("QR-0: nothing but a full inspection gives a band") {
  const Story story("residential", R"(
    2018-04-10 10:00 focussed council gold
    2018-04-11 10:00 validation council silver
    2018-04-12 10:00 statement st1 declared=bronze shortfalls
    2018-04-13 10:00 approved pl1 due=2018-05-01
    2018-04-14 10:00 completed pl1
    2018-09-01 10:00 full council bronze
  )");
  story.check({
      {"2012-01-02 09:59", "- unrated QR-0 "},
      {"2012-01-02 10:00", "- unrated QR-0 10"},
      {"2013-01-01", "2012 unrated QS-2 2"},
      {"2018-04-01", "2018 unrated QR-0 3"},
      {"2018-08-31", "2018 unrated QR-0 3"},
      {"2018-09-01 10:00", "2018 bronze QR-1 106"},
  });
  CHECK(story.since("2012-01-02 09:59") == "-");
  CHECK(story.since("2018-08-31") == "2018-03-31T23:00:00Z");
}

TEST_CASE("QR-0: a CQC inadequate and a falsification show on an unrated service at once") {
  const Story cqc("residential", R"(
    2018-04-10 10:00 focussed cqc inadequate
    2018-06-10 10:00 focussed cqc good
  )");
  cqc.check({{"2018-04-10 10:00", "2018 inadequate QR-6 101"}, {"2018-06-10 10:00", "2018 unrated QR-0 3,102"}});
  const Story falsified("residential", "2018-04-10 10:00 falsified st9");
  falsified.check({{"2018-04-10 10:00", "2018 inadequate QR-8 101"}});
}

TEST_CASE("QR-0: a missed statement shows and suspends only from the first full inspection") {
  Story story("residential", R"(
    2018-04-01 enrolled 2018
    2019-01-10 10:00 full council gold
    2019-01-20 10:00 statement st1
  )");
  story.until("2019-12-31");
  story.check({
      {"2018-10-02", "2018 unrated QR-0 3"},
      {"2019-01-10 10:00", "2018 inadequate QR-7 101"},
      {"2019-01-20 10:00", "2018 gold QR-1 102,103"},
  });
  story.check_suspension({{"2018-12-01", "free"}, {"2019-01-11", "QR-7 2019-01-10T10:00:00Z 101"}});
  CHECK(story.breaches() == "missing 2018-10-01T23:00:00Z 101");
}

TEST_CASE("QR-1: each inspector's words mean a band") {
  struct Meaning {
    const char* outcome;
    const char* band;
  };
  constexpr Meaning meanings[] = {
      {"cqc outstanding", "gold"},
      {"cqc good", "silver"},
      {"cqc requires_improvement", "bronze"},
      {"council gold", "gold"},
      {"council silver", "silver"},
      {"council bronze", "bronze"},
      {"nhs bright_green", "gold"},
      {"nhs green", "silver"},
      {"nhs amber", "bronze"},
      {"nhs red", "inadequate"},
      {"council inadequate", "inadequate"},
  };
  for (const Meaning& meaning : meanings) {
    const Story story("residential", std::string{"2018-04-10 10:00 full "} + meaning.outcome);
    CHECK(story.rating("2018-04-10 10:00") == std::string{"2018 "} + meaning.band + " QR-1 101");
    CHECK(story.rating("2018-04-10 09:59:59.999999") == "2018 unrated QR-0 3");
  }
}

TEST_CASE("QR-1: most recent is by the visit, then the time, then the sequence") {
  const Story late("residential", R"(
    2018-06-20 10:00 full council gold visited=2018-06-15
    2018-08-01 10:00 full cqc requires_improvement visited=2018-05-01
    2018-09-01 10:00 full nhs green visited=2018-06-15
    #90 2018-09-01 10:00 full nhs amber visited=2018-06-15
    2018-10-01 10:00 full nhs bright_green visited=2018-06-14
  )");
  late.check({
      {"2018-08-02", "2018 gold QR-1 101"},
      {"2018-09-02", "2018 silver QR-1 103"},  // same visit and time: the higher sequence
      {"2018-10-02", "2018 silver QR-1 103"},
  });
  // The default visit is the London day of `time`: 23:30 UTC in summer is the next day.
  const Story midnight("residential", R"(
    2018-06-01 23:30 full council gold
    2018-06-05 10:00 full council bronze visited=2018-06-01
  )");
  midnight.check({{"2018-06-06", "2018 gold QR-1 101"}});
}

TEST_CASE("QR-1: a policy may order by the report instead of the visit") {
  Story story("residential", R"(
    2018-06-20 10:00 full council gold visited=2018-06-15
    2018-08-01 10:00 full cqc requires_improvement visited=2018-05-01
  )");
  story.with(
      careledger::tests::amended_policy("2018", R"("value": "visited")", R"("value": "published")", 90, "2018-04-02"));
  story.check({{"2018-08-02", "2018 bronze QR-1 102"}});
}

TEST_CASE("QR-1: a full inspection clears the year's adjustments and claims") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council silver
    2018-06-01 10:00 statement st1 shortfalls improvements
    2018-07-01 10:00 full council silver
    2018-08-01 10:00 validation council gold
  )");
  story.check({
      {"2018-06-02", "2018 bronze QR-2 102"},
      {"2018-07-02", "2018 silver QR-1 103"},
      {"2018-08-02", "2018 silver QR-1 103"},
  });
}

TEST_CASE("QR-1: an assessor's counts only where the service shows gold just before it") {
  const Story gold("residential", R"(
    2018-05-01 10:00 full council gold
    2018-06-01 10:00 full iqa silver
    2018-07-01 10:00 full iqa gold
  )");
  gold.check({{"2018-06-02", "2018 silver QR-1 102"}, {"2018-07-02", "2018 silver QR-1 102"}});
  const Story held("residential", R"(
    2018-05-01 10:00 full council gold
    2018-05-02 10:00 falsified st1
    2018-06-01 10:00 full iqa bronze
    2018-06-02 10:00 required pl1
    2018-06-03 10:00 completed pl1
  )");
  CHECK(held.rating("2018-06-02") == "2018 inadequate QR-8 102");
  CHECK(held.rating("2018-06-04") == "2018 bronze QR-9 105");
  const Story first("residential", "2018-05-01 10:00 full iqa gold");
  first.check({{"2018-05-02", "2018 unrated QR-0 3"}});
}

TEST_CASE("QR-1: out of the city only the CQC's count, once there is one") {
  const Story story("residential out_of_city", R"(
    2018-05-01 10:00 full council gold visited=2018-05-01
    2018-06-01 10:00 full cqc requires_improvement visited=2018-04-20
    2018-07-01 10:00 full council gold
    2018-08-01 10:00 full cqc good
  )");
  story.check({
      {"2018-05-02", "2018 gold QR-1 101"},
      {"2018-06-02", "2018 bronze QR-1 102"},
      {"2018-07-02", "2018 bronze QR-1 102"},
      {"2018-08-02", "2018 silver QR-1 104"},
  });
  // An outcome that rates nothing is none.
  const Story silent("residential out_of_city", R"(
    2018-05-01 10:00 full cqc not_rated
    2018-06-01 10:00 full council gold
  )");
  silent.check({{"2018-06-02", "2018 gold QR-1 102"}});
}

TEST_CASE("QR-1a: an outcome that rates nothing changes nothing and lifts nothing") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council silver
    2018-05-02 10:00 focussed cqc inadequate
    2018-06-01 10:00 full cqc not_rated
    2018-06-02 10:00 focussed cqc not_rated
    2018-06-03 10:00 validation council not_rated
  )");
  CHECK(story.bands() ==
        "unrated 2012-01-02T10:00:00Z; unrated 2012-12-01T00:00:00Z; unrated 2018-03-31T23:00:00Z; "
        "silver 2018-05-01T10:00:00Z; inadequate 2018-05-02T10:00:00Z");
}

TEST_CASE("QR-3: a focussed or validation inspection below the band lowers it, at its time, whatever its visit day") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council gold
    2018-06-01 10:00 focussed council silver visited=2017-01-01
    2018-07-01 10:00 focussed council silver
    2018-08-01 10:00 focussed council gold
    2018-09-01 10:00 validation nhs amber
    2018-10-01 10:00 focussed council inadequate
  )");
  story.check({
      {"2018-06-01 10:00", "2018 silver QR-3 102"},
      {"2018-07-02", "2018 silver QR-3 102"},
      {"2018-08-02", "2018 silver QR-3 102"},
      {"2018-09-02", "2018 bronze QR-3 105"},
      {"2018-10-02", "2018 inadequate QR-3 106"},
  });
  CHECK(story.since("2018-08-02") == "2018-06-01T10:00:00Z");
  story.check_suspension({{"2018-10-02", "QR-3 2018-10-01T10:00:00Z 106"}});
}

TEST_CASE("QR-4: a validation raises where an improvement was claimed since the inspection") {
  const Story unclaimed("residential", R"(
    2018-04-10 10:00 statement st0 improvements
    2018-05-01 10:00 full council bronze
    2018-07-01 10:00 validation council silver
  )");
  unclaimed.check({{"2018-07-02", "2018 bronze QR-1 102"}});
  const Story claimed("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 statement st1 improvements
    2018-06-02 10:00 statement st2 declared=silver
    2018-07-01 10:00 validation council silver
    2018-07-02 10:00 statement st3 declared=bronze
    2018-07-03 10:00 validation council silver
  )");
  claimed.check({
      {"2018-06-03", "2018 bronze QR-1 101"},
      {"2018-07-01 10:00", "2018 silver QR-4 103,104"},  // the latest claim
      {"2018-07-02 10:00", "2018 bronze QR-2 105"},
      {"2018-07-03 10:00", "2018 silver QR-4 103,106"},  // claims are not used up
  });
  // Declaring no more than the band claims nothing.
  const Story same("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 statement st1 declared=bronze
    2018-07-01 10:00 validation council silver
  )");
  same.check({{"2018-07-02", "2018 bronze QR-1 101"}});
}

TEST_CASE("QR-4: an approved plan is a claim, and an inadequate band may rise too") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council inadequate
    2018-06-01 10:00 approved pl1 due=2018-12-01
    2018-07-01 10:00 validation council silver
  )");
  story.check({{"2018-06-02", "2018 inadequate QR-1 101"}, {"2018-07-02", "2018 silver QR-4 102,103"}});
  story.check_suspension({{"2018-06-30", "QR-1 2018-05-01T10:00:00Z 101"}, {"2018-07-02", "free"}});
}

TEST_CASE("QR-4: the claims of a statement found falsified no longer count") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 statement st1 improvements
    2018-06-10 10:00 falsified st1
    2018-07-01 10:00 validation council silver
    2018-07-02 10:00 required pl1
    2018-08-01 10:00 completed pl1
  )");
  story.check({{"2018-07-01 10:00", "2018 inadequate QR-8 103"}, {"2018-08-01 10:00", "2018 bronze QR-9 106"}});
  // The same statement again replaces what it claimed.
  const Story again("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 statement st1 improvements
    2018-06-02 10:00 statement st1
    2018-07-01 10:00 validation council silver
  )");
  again.check({{"2018-07-02", "2018 bronze QR-1 101"}});
}

TEST_CASE("QR-5: no validation raises to gold; it raises to silver") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 statement st1 improvements
    2018-07-01 10:00 validation council gold
    2018-08-01 10:00 validation council gold
    2018-09-01 10:00 full council gold
  )");
  story.check({
      {"2018-07-02", "2018 silver QR-5 102,103"},
      {"2018-08-02", "2018 silver QR-5 102,103"},
      {"2018-09-02", "2018 gold QR-1 105"},
  });
  CHECK(story.since("2018-08-02") == "2018-07-01T10:00:00Z");
  policies::RatingPolicy policy;
  CHECK(capped(Band::gold, policy) == Band::silver);
  CHECK(capped(Band::bronze, policy) == Band::bronze);
}
