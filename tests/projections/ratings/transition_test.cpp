#include "projections/ratings/transition.hpp"

#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

using careledger::tests::amended_policy;
using careledger::tests::Story;
using namespace careledger::projections::ratings;

TEST_CASE("QR-12: from a score scheme the band is that of the latest full inspection alone") {
  const Story story("residential", R"(
    2017-05-02 10:00 full council gold
    2017-06-02 10:00 focussed council bronze
    2017-07-02 10:00 statement st1 declared=bronze
    2017-08-02 10:00 component cqc 90
  )");
  story.check({
      {"2017-12-31", "2012 good 90.00 QS-2 104"},
      {"2018-03-31 23:00", "2018 gold QR-12 3,101"},
  });
  CHECK(story.since("2018-06-01") == "2018-03-31T23:00:00Z");
}

TEST_CASE("QR-12: where no policy governed before, it is that of the latest full inspection too") {
  const Story story("supported_living", "2017-05-02 10:00 full cqc good");
  story.check({{"2017-06-01", "- unrated QR-0 10"}, {"2018-04-01", "2018 silver QR-12 3,101"}});
}

TEST_CASE("QR-12: from one band scheme to the next the year's adjustments carry over, with the events before") {
  const Story story("home_support", R"(
    2018-05-02 10:00 full council gold
    2018-06-02 10:00 focussed council bronze
  )");
  story.check({
      {"2019-03-31", "2018 bronze QR-3 102"},
      {"2019-04-01", "2019 bronze 43 QR-12 4,102"},
  });
  const Story chain("home_support", "2017-05-02 10:00 full council silver");
  chain.check({{"2018-04-01", "2018 silver QR-12 3,101"}, {"2019-04-01", "2019 silver 73 QR-12 3,4,101"}});
}

TEST_CASE("QR-12: the same scheme adopted anew rates by its own table, and adjustments keep their direction") {
  struct Row {
    Band mapped;
    Band old_mapped;
    Band adjusted;
    Band carried;
  };
  constexpr Row rows[] = {
      {Band::silver, Band::silver, Band::silver, Band::silver},
      {Band::bronze, Band::silver, Band::silver, Band::bronze},
      {Band::gold, Band::silver, Band::bronze, Band::bronze},
      {Band::inadequate, Band::silver, Band::bronze, Band::inadequate},
      {Band::bronze, Band::bronze, Band::silver, Band::silver},
      {Band::gold, Band::bronze, Band::silver, Band::gold},
  };
  for (const Row& row : rows) CHECK(carried_over(row.mapped, row.old_mapped, row.adjusted) == row.carried);

  Story story("residential", "2018-05-02 10:00 full cqc good");
  story.with(amended_policy("2018", R"("good": "silver")", R"("good": "bronze")", 90, "2018-09-01"));
  story.check({{"2018-08-31 22:59:59", "2018 silver QR-1 101"}, {"2018-09-01", "2018 bronze QR-12 90,101"}});
}

TEST_CASE("QR-12: what one policy's table made of the inspection is no adjustment for the next") {
  Story story("residential", "2018-05-02 10:00 full cqc good");
  story.with(amended_policy("2018", R"("good": "silver")", R"("good": "bronze")", 90, "2018-09-01"));
  story.with(amended_policy("2018", R"("good": "silver")", R"("good": "gold")", 91, "2018-10-01"));
  story.check({{"2018-09-02", "2018 bronze QR-12 90,101"}, {"2018-10-02", "2018 gold QR-12 90,91,101"}});
}

TEST_CASE("QR-12: holds gather under a score scheme, and show and suspend from the start of a band scheme") {
  const Story story("residential", R"(
    2017-05-02 10:00 full cqc inadequate
    2017-06-02 10:00 full council silver
  )");
  story.check({{"2017-12-31", "2012 unrated QS-2 2"}, {"2018-03-31 23:00", "2018 inadequate QR-6 101"}});
  story.check_suspension({{"2017-12-31", "free"}, {"2018-04-02", "QR-6 2018-03-31T23:00:00Z 101"}});
  CHECK(story.history().held(HoldKind::cqc, careledger::tests::instant("2017-12-31")));
}

TEST_CASE("QR-12: a policy that starts at the instant of an event comes first if its sequence does") {
  Story story("residential", R"(
    #50 2018-09-01 full cqc good
    #95 2018-09-01 focussed council bronze
  )");
  story.with(amended_policy("2018", R"("good": "silver")", R"("good": "gold")", 90, "2018-09-01"));
  story.check({{"2018-09-01", "2018 bronze QR-3 95"}});
  Story after("residential", "#95 2018-09-01 full cqc good");
  after.with(amended_policy("2018", R"("good": "silver")", R"("good": "gold")", 90, "2018-09-01"));
  after.check({{"2018-09-01", "2018 gold QR-1 95"}});
}

TEST_CASE("A service without a registration is folded, has no category and is unrated") {
  const Story story("", R"(
    2018-05-02 10:00 full cqc inadequate
    2018-06-02 10:00 full council gold
  )");
  story.check({{"2018-05-01", "- unrated QR-0 "}, {"2018-07-01", "- unrated QR-0 101"}});
  CHECK(story.suspension("2018-07-01") == "free");
}

TEST_CASE("A service's category is that of its latest known registration, whatever that event's time") {
  const Story story("", R"(
    2018-05-02 10:00 full cqc good
    #20 2020-01-01 10:00 registered residential
    #15 2021-01-01 10:00 registered day_opportunities
  )");
  story.check({{"2018-05-02 10:00", "2018 silver QR-1 101"}});
}
