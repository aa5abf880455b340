#include "projections/ratings/inspections.hpp"
#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

using careledger::tests::Story;
using namespace careledger::projections;
using namespace careledger::projections::ratings;

TEST_CASE("QR-6: a CQC inadequate holds until the CQC itself finds better (Italia House)") {
  const Story story("residential", R"(
    2017-05-02 10:00 full cqc good
    2018-05-25 10:00 full cqc inadequate
    2019-01-10 10:00 full council gold
    2020-04-02 10:00 focussed cqc not_rated
  )");
  story.check({
      {"2018-05-25 09:59:59", "2018 silver QR-12 3,101"},
      {"2018-05-25 10:00", "2018 inadequate QR-6 102"},
      {"2019-02-01", "2018 inadequate QR-6 102"},
      {"2020-04-03", "2018 inadequate QR-6 102"},
      {"2024-01-01", "2018 inadequate QR-6 102"},
  });
  CHECK(story.since("2019-02-01") == "2018-05-25T10:00:00Z");
  story.check_suspension({
      {"2018-05-25 09:00", "free"},
      {"2018-06-01", "QR-6 2018-05-25T10:00:00Z 102; QR-1 2018-05-25T10:00:00Z 102"},
      {"2019-02-01", "QR-6 2018-05-25T10:00:00Z 102"},
  });
}

TEST_CASE("QR-6: any kind of CQC inspection sets it, and a focussed one that lifts becomes the band") {
  const Story story("residential", R"(
    2018-04-10 10:00 full council gold
    2018-06-01 10:00 focussed cqc inadequate
    2018-09-03 10:00 focussed cqc requires_improvement
  )");
  story.check({
      {"2018-05-01", "2018 gold QR-1 101"},
      {"2018-06-02", "2018 inadequate QR-6 102"},
      {"2018-09-04", "2018 bronze QR-6 103"},
  });
}

TEST_CASE("QR-6: a lifting outcome of gold counts as silver unless the band beneath is gold") {
  const Story silver("residential", R"(
    2018-04-10 10:00 full council silver
    2018-06-01 10:00 focussed cqc inadequate
    2018-09-03 10:00 focussed cqc outstanding
  )");
  silver.check({{"2018-09-04", "2018 silver QR-6 103"}});
  const Story gold("residential", R"(
    2018-04-10 10:00 full council silver
    2018-06-01 10:00 focussed cqc inadequate
    2018-07-01 10:00 full council gold
    2018-09-03 10:00 validation cqc outstanding
  )");
  gold.check({{"2018-09-04", "2018 gold QR-6 104"}});
}

TEST_CASE("QR-6: only a CQC inspection more recent than its latest inadequate one lifts it") {
  const Story story("residential", R"(
    2018-04-10 10:00 full council silver
    2018-06-01 10:00 focussed cqc inadequate visited=2018-05-20
    2018-07-01 10:00 focussed cqc good visited=2018-05-19
    2018-07-02 10:00 focussed cqc inadequate visited=2018-05-10
    2018-08-01 10:00 focussed cqc good visited=2018-05-21
  )");
  story.check({
      {"2018-07-01 10:00", "2018 inadequate QR-6 102"},
      {"2018-07-03", "2018 inadequate QR-6 102"},
      {"2018-08-01 10:00", "2018 silver QR-6 105"},
  });
}

TEST_CASE("QR-6: a late report of inadequate about an earlier visit sets the hold, and does not replace the band") {
  const Story story("residential", R"(
    2018-06-01 10:00 full cqc good visited=2018-05-20
    2018-07-01 10:00 full cqc inadequate visited=2018-03-01
    2018-08-01 10:00 full cqc good visited=2018-04-01
  )");
  story.check({
      {"2018-07-02", "2018 inadequate QR-6 102"},
      {"2018-08-02", "2018 silver QR-1 101,103"},  // the band's event, and the one that lifted the hold
  });
  story.check_suspension({{"2018-07-02", "QR-6 2018-07-01T10:00:00Z 102"}, {"2018-08-02", "free"}});
}

TEST_CASE("QR-6: what happens meanwhile changes the band beneath, and shows when the hold goes") {
  const Story story("residential", R"(
    2018-04-10 10:00 full cqc inadequate
    2018-05-01 10:00 full council silver
    2018-06-01 10:00 statement st1 declared=bronze
    2018-07-01 10:00 full cqc good visited=2018-04-30
  )");
  story.check({
      {"2018-06-02", "2018 inadequate QR-6 101"},
      {"2018-07-02", "2018 bronze QR-2 103,104"},
  });
}

TEST_CASE("QR-6: a plan never lifts the CQC's hold") {
  const Story story("residential", R"(
    2018-04-10 10:00 full cqc inadequate
    2018-05-01 10:00 approved pl1 due=2018-12-01
    2018-06-01 10:00 completed pl1
    2018-07-01 10:00 focussed cqc good
  )");
  story.check({{"2018-06-02", "2018 inadequate QR-6 101"}, {"2018-07-02", "2018 silver QR-6 104"}});
  story.check_suspension({
      {"2018-05-02", "QR-6 2018-04-10T10:00:00Z 101; QR-1 2018-04-10T10:00:00Z 101"},
      {"2018-06-02", "QR-6 2018-04-10T10:00:00Z 101"},
  });
}

TEST_CASE("With several holds the one that has stood longest gives rule and events") {
  const Story story("residential", R"(
    2018-04-10 10:00 full council gold
    2018-05-01 10:00 falsified st1
    2018-06-01 10:00 focussed cqc inadequate
    2018-06-02 10:00 required pl1
    2018-07-01 10:00 completed pl1
    2018-08-01 10:00 focussed cqc good
  )");
  story.check({
      {"2018-06-01 11:00", "2018 inadequate QR-8 102"},
      {"2018-07-01 11:00", "2018 inadequate QR-6 103"},
      {"2018-08-01 11:00", "2018 silver QR-6 106"},
  });
  const Story tie("residential", R"(
    2018-04-10 10:00 full council gold
    #90 2018-05-01 10:00 falsified st1
    #91 2018-05-01 10:00 focussed cqc inadequate
  )");
  tie.check({{"2018-05-02", "2018 inadequate QR-6 91"}});
}

TEST_CASE("A lift stands beside the band's rule only while no later rule has given the band") {
  const Story story("residential", R"(
    2018-04-10 10:00 full council gold visited=2018-04-09
    2018-05-01 10:00 full cqc inadequate visited=2018-03-01
    2018-06-01 10:00 full cqc good visited=2018-04-01
    2018-07-01 10:00 focussed council bronze
  )");
  story.check({
      {"2018-05-02", "2018 inadequate QR-6 102"},
      {"2018-06-02", "2018 gold QR-1 101,103"},
      {"2018-07-02", "2018 bronze QR-3 104"},
  });
}
