#include "projections/ratings/score.hpp"
#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

using careledger::tests::instant;
using careledger::tests::Story;
using namespace careledger::projections::ratings;

TEST_CASE("QR-11: the base is the row of the five domains if its band is the band, else the band's default") {
  const Story story("home_support", R"(
    2019-05-01 10:00 full council gold domains=ggggg
    2019-06-01 10:00 full council gold domains=gggss
    2019-07-01 10:00 full council silver domains=gggss
    2019-08-01 10:00 full council silver domains=sssss
    2019-09-01 10:00 full council silver domains=ssss
    2019-10-01 10:00 full council bronze domains=iggbb
    2019-11-01 10:00 full council inadequate domains=iiiii
    2019-12-01 10:00 full council gold domains=gggsg
    2019-12-02 10:00 focussed council silver
  )");
  story.check({
      {"2019-04-30", "2019 unrated QR-0 4"},
      {"2019-05-02", "2019 gold 98 QR-1 101"},
      {"2019-06-02", "2019 gold 88 QR-1 102"},
      {"2019-07-02", "2019 silver 73 QR-1 103"},  // that row is gold: the default of silver
      {"2019-08-02", "2019 silver 73 QR-1 103"},
      {"2019-09-02", "2019 silver 73 QR-1 103"},
      {"2019-10-02", "2019 bronze 18 QR-1 106"},
      {"2019-11-02", "2019 inadequate 3 QR-1 107"},
      {"2019-12-01 10:00", "2019 gold 93 QR-1 108"},
      {"2019-12-02 10:00", "2019 silver 73 QR-3 109"},
  });
}

TEST_CASE("QR-11: a hold that shows has thirteen, an unrated service's too") {
  const Story story("home_support", R"(
    2019-05-01 10:00 focussed cqc inadequate
    2019-06-01 10:00 full council inadequate domains=iiiii
    2019-07-01 10:00 focussed cqc good
  )");
  story.check({
      {"2019-05-02", "2019 inadequate 13 QR-6 101"},
      {"2019-06-02", "2019 inadequate 13 QR-6 101"},
      {"2019-07-02", "2019 silver 73 QR-6 103"},
  });
  const Story no_scores("residential", "2019-05-01 10:00 full council gold domains=ggggg");
  no_scores.check({{"2019-05-02", "2018 gold QR-1 101"}});
}

TEST_CASE("QR-10: a month's adjustment moves the score and keeps the band's rule; it never moves the band") {
  Story story("home_support", "2019-05-01 10:00 full council silver domains=sssss");
  story.months({{instant("2019-05-01"), 1},
                {instant("2019-06-01"), 2},
                {instant("2019-07-01"), 2},
                {instant("2019-08-01"), -2}});
  story.check({
      {"2019-05-02", "2019 silver 74 QR-1 101"},
      {"2019-06-01", "2019 silver 75 QR-1 101"},
      {"2019-08-01", "2019 silver 71 QR-1 101"},
  });
  CHECK(story.since("2019-07-15") == "2019-05-31T23:00:00Z");
  CHECK(story.since("2019-08-01") == "2019-07-31T23:00:00Z");
}

TEST_CASE("CF-4: the adjustment is for home support alone") {
  Story story("supported_living", "2023-05-01 10:00 full council silver domains=sssss");
  story.months({{instant("2023-06-01"), 2}});
  story.check({{"2023-07-01", "2019 silver 73 QR-1 101"}});
}

TEST_CASE("QS-1: the mean of the latest score of each component, shown with two decimals, half-up") {
  const Story story("home_support", R"(
    2013-05-01 10:00 component questionnaire 80
    2013-06-01 10:00 component cqc 81
    2013-07-01 10:00 component contract 81
    2013-08-01 10:00 component cqc 60
  )");
  story.check({
      {"2013-04-30", "2012 unrated QS-2 1"},
      {"2013-05-02", "2012 good 80.00 QS-2 101"},
      {"2013-06-02", "2012 good 80.50 QS-2 101,102"},
      {"2013-07-02", "2012 good 80.67 QS-2 101,102,103"},
      {"2013-08-02", "2012 satisfactory 73.67 QS-2 101,103,104"},
  });
  CHECK(Score{.numerator = 161, .denominator = 200, .decimals = true}.text() == "0.81");  // 0.805
  CHECK(Score{.numerator = 160, .denominator = 2, .decimals = true}.text() == "80.00");
  CHECK(Score{.numerator = 85, .denominator = 1, .decimals = false}.text() == "85");
}

TEST_CASE("QS-2: the unrounded score decides: 80 is good, 60 satisfactory, anything less poor") {
  struct Row {
    const char* components;
    const char* answer;
  };
  constexpr Row rows[] = {
      {"component cqc 80", "2012 good 80.00 QS-2 101"},
      {"component cqc 79", "2012 satisfactory 79.00 QS-2 101"},
      {"component cqc 60", "2012 satisfactory 60.00 QS-2 101"},
      {"component cqc 59", "2012 poor 59.00 QS-2 101"},
      {"component cqc 0", "2012 poor 0.00 QS-2 101"},
      {"component cqc 100", "2012 good 100.00 QS-2 101"},
  };
  for (const Row& row : rows) {
    const Story story("nursing", std::string{"2013-05-01 10:00 "} + row.components);
    CHECK(story.rating("2013-05-02") == row.answer);
  }
  // 79.996 would round to 80.00 and is not good; with whole scores and five components the nearest is 79.80.
  const Score near{.numerator = 19'999, .denominator = 250, .decimals = true};
  CHECK(near.text() == "80.00");
  CHECK_FALSE(near.at_least(80));
}

TEST_CASE("QS-2: a score scheme suspends nobody by derivation") {
  const Story story("nursing", "2013-05-01 10:00 component cqc 1\n2013-05-02 10:00 full cqc inadequate");
  CHECK(story.suspension("2013-06-01") == "free");
}
