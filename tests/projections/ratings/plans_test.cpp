#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

using careledger::tests::Story;

TEST_CASE("QR-8: a falsified statement holds until a plan required after the latest finding is completed") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council gold
    2018-06-01 10:00 required pl0
    2018-06-10 10:00 falsified st1
    2018-06-20 10:00 completed pl0
    2018-06-25 10:00 statement st2 declared=gold
    2018-07-01 10:00 required pl1
    2018-07-10 10:00 falsified st1
    2018-07-20 10:00 completed pl1
    2018-08-01 10:00 required pl2
    2018-08-10 10:00 failed pl2
    2018-09-01 10:00 completed pl2
  )");
  story.check({
      {"2018-06-10 10:00", "2018 inadequate QR-8 103"},
      {"2018-06-21", "2018 inadequate QR-8 103"},
      {"2018-06-26", "2018 inadequate QR-8 103"},
      {"2018-07-21", "2018 inadequate QR-8 103"},
      {"2018-08-11", "2018 inadequate QR-8 103"},
      {"2018-09-01 10:00", "2018 bronze QR-9 111"},  // QR-9: where it lifts the hold, the band beneath is bronze
  });
  story.check_suspension({{"2018-08-31", "QR-8 2018-06-10T10:00:00Z 103"}, {"2018-09-02", "free"}});
}

TEST_CASE("QR-9: a completed plan makes an inadequate band bronze, and no other") {
  const Story inadequate("residential", R"(
    2018-05-01 10:00 full council inadequate
    2018-06-01 10:00 approved pl1 due=2018-12-31
    2018-07-01 10:00 completed pl1
  )");
  inadequate.check({{"2018-06-02", "2018 inadequate QR-1 101"}, {"2018-07-01 10:00", "2018 bronze QR-9 103"}});
  inadequate.check_suspension({{"2018-06-02", "QR-1 2018-05-01T10:00:00Z 101"}, {"2018-07-01 10:00", "free"}});
  CHECK(inadequate.lapses().empty());
  const Story silver("residential", R"(
    2018-05-01 10:00 full council silver
    2018-06-01 10:00 approved pl1 due=2018-12-31
    2018-07-01 10:00 completed pl1
  )");
  silver.check({{"2018-07-02", "2018 silver QR-1 101"}});
}

TEST_CASE("QR-9: a completed plan lifts no missing statement") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council inadequate
    2018-05-01 10:00 enrolled 2018
    2018-12-01 10:00 completed pl1
    2018-12-10 10:00 statement st1
  )");
  story.check({{"2018-12-02", "2018 inadequate QR-7 102"}, {"2018-12-10 10:00", "2018 bronze QR-9 103,104"}});
}

TEST_CASE("QR-9: a plan that fails or lapses leaves the service inadequate, and a review is due") {
  const Story failed("residential", R"(
    2018-05-01 10:00 full council inadequate
    2018-06-01 10:00 approved pl1
    2018-07-01 10:00 failed pl1
  )");
  failed.check({{"2018-07-02", "2018 inadequate QR-1 101"}});
  CHECK(failed.reviews() == "2018-07-01T10:00:00Z 103");
  const Story lapsed("residential", R"(
    2018-05-01 10:00 full council inadequate
    2018-06-01 10:00 approved pl1 due=2018-06-30
  )");
  CHECK(lapsed.reviews() == "2018-06-30T23:00:00Z 102");
  const Story bronze("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 approved pl1 due=2018-06-30
  )");
  CHECK(bronze.reviews().empty());
  CHECK(bronze.lapses() == "2018-06-30T23:00:00Z.. 102");
}

TEST_CASE("IP-1: asking by the end of the due day stops the clock, however late the visit is") {
  const Story in_time("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 approved pl1 due=2018-09-30
    2018-09-30 22:59:59.999999 asked pl1
  )");
  CHECK(in_time.lapses().empty());
  const Story late("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 approved pl1 due=2018-09-30
    2018-09-30 23:00 asked pl1
    2018-10-10 10:00 completed pl1
  )");
  CHECK(late.lapses() == "2018-09-30T23:00:00Z.. 102");
}

TEST_CASE("IP-1: stopped by asking and then found unsatisfactory, it lapses at the finding, or runs on") {
  const Story over("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 approved pl1 due=2018-09-30
    2018-09-30 10:00 asked pl1
    2018-11-01 10:00 failed pl1
    2018-12-01 10:00 full council silver
  )");
  CHECK(over.lapses() == "2018-11-01T10:00:00Z..2018-12-01T10:00:00Z 102,104");
  // At 23:00 UTC on 30 September the day is over in London.
  const Story just_over("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 approved pl1 due=2018-09-30
    2018-09-30 10:00 asked pl1
    2018-09-30 23:00 failed pl1
  )");
  CHECK(just_over.lapses() == "2018-09-30T23:00:00Z.. 102,104");
  const Story runs_on("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 approved pl1 due=2018-09-30
    2018-07-30 10:00 asked pl1
    2018-08-01 10:00 failed pl1
  )");
  CHECK(runs_on.lapses() == "2018-09-30T23:00:00Z.. 102");
  const Story unsatisfactory_without_asking("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 approved pl1 due=2018-09-30
    2018-08-01 10:00 failed pl1
  )");
  CHECK(unsatisfactory_without_asking.lapses() == "2018-09-30T23:00:00Z.. 102");
}

TEST_CASE("IP-1: the latest approval counts; without a due day a plan does not lapse; a new one starts anew") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 approved pl1 due=2018-07-31
    2018-07-01 10:00 rejected pl1
    2018-07-02 10:00 approved pl1 due=2018-08-31
    2018-08-01 10:00 asked pl1
    2018-08-02 10:00 approved pl1 due=2018-10-31
  )");
  CHECK(story.lapses() == "2018-11-01T00:00:00Z.. 106");
  const Story open("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 approved pl1 due=2018-07-31
    2018-06-02 10:00 approved pl1
  )");
  CHECK(open.lapses().empty());
  const Story ended("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 approved pl1 due=2018-07-31
    2018-06-02 10:00 completed pl1
    2018-08-01 10:00 approved pl1 due=2018-08-31
  )");
  CHECK(ended.lapses() == "2018-08-31T23:00:00Z.. 104");
}

TEST_CASE("IP-1: a plan approved after its own due day lapses right after the event that approved it") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council inadequate
    #201 2018-06-01 10:00 approved pl1 due=2018-05-20
    #202 2018-06-01 10:00 asked pl1
    #203 2018-06-02 10:00 approved pl2 due=2018-06-01
  )");
  CHECK(story.lapses() == "2018-06-01T10:00:00Z.. 201; 2018-06-02T10:00:00Z.. 203");
  CHECK(story.reviews() == "2018-06-01T10:00:00Z 201; 2018-06-02T10:00:00Z 203");
}

TEST_CASE("IP-1: a plan required again is a new one: the approval of the old one lapses no more") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 required pl1
    2018-06-10 10:00 approved pl1 due=2018-07-31
    2018-07-01 10:00 required pl1
    2018-08-10 10:00 approved pl1 due=2018-09-30
  )");
  CHECK(story.lapses() == "2018-09-30T23:00:00Z.. 105");
}

TEST_CASE("IP-1: several plans each have their clock") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 approved pl1 due=2018-07-31
    2018-06-01 11:00 approved pl2 due=2018-06-30
    2018-06-01 12:00 approved pl3 due=2018-07-31
    2018-06-20 10:00 asked pl3
  )");
  CHECK(story.lapses() == "2018-06-30T23:00:00Z.. 103; 2018-07-31T23:00:00Z.. 102");
}

TEST_CASE("FE-3: a lapse ends when the band beneath rises, also under a hold, and not by a fall") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-06-01 10:00 approved pl1 due=2018-06-30
    2018-08-01 10:00 focussed council inadequate
    2018-09-01 10:00 falsified st1
    2018-10-01 10:00 full council bronze
  )");
  CHECK(story.lapses() == "2018-06-30T23:00:00Z..2018-10-01T10:00:00Z 102");
}

TEST_CASE("At one instant a statement's deadline fires before a plan's") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council inadequate
    2018-05-01 10:00 enrolled 2018
    2018-06-01 10:00 approved pl1 due=2018-11-01
  )");
  CHECK(story.breaches() == "missing 2018-11-02T00:00:00Z 102");
  CHECK(story.lapses() == "2018-11-02T00:00:00Z.. 103");
  CHECK(story.rating("2018-11-02") == "2018 inadequate QR-7 102");
}
