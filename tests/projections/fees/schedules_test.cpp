#include "tests/projections/fees/prices.hpp"

using careledger::projections::policies::Category;
using careledger::tests::Prices;

TEST_CASE("FE-1: a fee is hotel and care by category and tier, from the instant of its schedule on") {
  Prices prices;
  prices.schedule("2018-04-01", 30000, 20000).schedule("2018-09-01 10:00", 31000, 20500);
  CHECK(prices.at("2018-03-31 22:59:59.999999") == "-");
  CHECK(prices.at("2018-04-01") == "30000+20000 100");
  CHECK(prices.at("2018-09-01 09:59:59.999999") == "30000+20000 100");
  CHECK(prices.at("2018-09-01 10:00") == "31000+20500 101");
  CHECK(prices.at("2018-09-01 10:00", "2018", Category::nursing) == "-");
  CHECK(prices.at("2018-09-01 10:00", "2018", Category::residential, "dementia") == "-");
  CHECK(prices.at("2018-09-01 10:00", "2019") == "-");
}

TEST_CASE("FE-1: of two schedules of one instant the later in the log is in force") {
  Prices prices;
  prices.schedule("2018-04-01", 1, 1).schedule("2018-04-01", 2, 2);
  CHECK(prices.at("2018-04-01") == "2+2 101");
}

TEST_CASE("FE-5: the worked case to the penny, from 1 April London whatever the review's time") {
  for (const char* time : {"2019-02-01", "2019-04-01", "2019-08-01"}) {
    Prices prices;
    prices.schedule("2018-04-01", 30000, 20000).indices().review(time, 2019);
    CHECK(prices.at("2019-03-31 22:59:59.999999") == "30000+20000 100");
    CHECK(prices.at("2019-03-31 23:00") == "30660+20971 100,101,102,103,104");
  }
}

TEST_CASE("FE-5: of each index the last value before the review counts, and none after it") {
  Prices prices;
  prices.schedule("2018-04-01", 30000, 20000).indices().review("2019-02-01", 2019);
  prices.index("2019-01-31", "cpih", 2018, "3.0").index("2019-02-02", "cpih", 2018, "9.0");
  CHECK(prices.at("2019-04-01") == "30900+20971 100,102,103,104,105");
}

TEST_CASE("FE-5: of the wages the greater change counts, where both years of it are known") {
  Prices greater;
  greater.schedule("2018-04-01", 30000, 20000).indices();
  greater.index("2018-01-01", "care_wage", 2018, "8.00").index("2018-11-01", "care_wage", 2019, "8.40");
  greater.review("2019-02-01", 2019);
  CHECK(greater.at("2019-04-01").starts_with("30660+21000 "));
  Prices half_known;
  half_known.schedule("2018-04-01", 30000, 20000).indices().index("2018-11-01", "care_wage", 2019, "99.00");
  half_known.review("2019-02-01", 2019);
  CHECK(half_known.at("2019-04-01").starts_with("30660+20971 "));
}

TEST_CASE("FE-5: a fall counts as 0") {
  Prices prices;
  prices.schedule("2018-04-01", 30000, 20000).index("2018-10-17", "cpih", 2018, "-2.2");
  prices.index("2018-01-01", "nlw", 2018, "8.21").index("2018-01-01", "nlw", 2019, "7.83").review("2019-02-01", 2019);
  CHECK(prices.at("2019-04-01").starts_with("30000+20000 "));
}

TEST_CASE("FE-5: each part is rounded half-up by itself") {
  Prices prices;
  prices.schedule("2018-04-01", 25, 100).index("2018-10-17", "cpih", 2018, "2");                // 25.50
  prices.index("2018-01-01", "nlw", 2018, "10").index("2018-01-01", "nlw", 2019, "10.049999");  // 100.49999
  prices.review("2019-02-01", 2019);
  CHECK(prices.at("2019-04-01").starts_with("26+100 "));
}

TEST_CASE("FE-5: a schedule from that same day prevails, one of a day later replaces what was reviewed") {
  Prices same;
  same.schedule("2018-04-01", 30000, 20000).indices().review("2019-02-01", 2019).schedule("2019-04-01", 1, 2);
  CHECK(same.at("2019-04-01") == "1+2 105");
  Prices later;
  later.schedule("2018-04-01", 30000, 20000).indices().review("2019-02-01", 2019).schedule("2019-04-02", 1, 2);
  CHECK(later.at("2019-04-01").starts_with("30660+20971 "));
  CHECK(later.at("2019-04-02") == "1+2 105");
}

TEST_CASE("FE-5: the fees of 31 March are reviewed, also of a schedule that came late; each year on the one before") {
  Prices prices;
  prices.schedule("2018-04-01", 30000, 20000).indices().review("2019-02-01", 2019);
  prices.schedule("2019-03-31 22:59", 40000, 10000);
  prices.index("2019-10-17", "cpih", 2019, "1").index("2019-11-20", "nlw", 2020, "8.21").review("2020-02-01", 2020);
  CHECK(prices.at("2019-04-01").starts_with("40880+10485 "));
  CHECK(prices.at("2020-04-01").starts_with("41289+10485 "));
}

TEST_CASE("FE-5: a policy changes no fee of days before it, and a year that has had its review has no other") {
  const auto with = [](std::string_view start) {
    Prices prices;
    prices.schedule("2018-04-01", 30000, 20000).indices().review("2019-02-01", 2019);
    prices.policy(careledger::tests::amended_policy("2018", R"("value": {"day": "04-01")",
                                                    R"("value": {"day": "07-01")", 90, start));
    return prices;
  };
  for (const auto* const later : {"2019-05-01", "2021-01-01"}) {
    CHECK(with(later).at("2019-04-01").starts_with("30660+20971 "));
    CHECK(with(later).at("2019-07-01").starts_with("30660+20971 "));
  }
  CHECK(with("2019-03-01").at("2019-06-30").starts_with("30000+20000 "));
  CHECK(with("2019-03-01").at("2019-07-01").starts_with("30660+20971 "));
}

TEST_CASE("FE-5: without the rate, or with no wage of both years, nothing is reviewed") {
  Prices no_rate;
  no_rate.schedule("2018-04-01", 30000, 20000).index("2018-10-17", "cpih", 2019, "2.2");
  no_rate.index("2018-01-01", "nlw", 2018, "7.83").index("2018-01-01", "nlw", 2019, "8.21").review("2019-02-01", 2019);
  CHECK(no_rate.at("2019-04-01") == "30000+20000 100");
  Prices no_wage;
  no_wage.schedule("2018-04-01", 30000, 20000).index("2018-10-17", "cpih", 2018, "2.2");
  no_wage.index("2018-01-01", "nlw", 2018, "7.83").index("2018-01-01", "care_wage", 2019, "8.21");
  no_wage.review("2019-02-01", 2019);
  CHECK(no_wage.at("2019-04-01") == "30000+20000 100");
}

TEST_CASE("FE-5, FE-6: a review is of its scheme alone, and none acts on fees that go up by schedule") {
  Prices prices;
  prices.schedule("2018-04-01", 30000, 20000).indices().review("2019-02-01", 2019, "2019");
  CHECK(prices.at("2019-04-01") == "30000+20000 100");
  Prices day;
  day.schedule("2025-08-01", 0, 5000, "2025", "day_opportunities").index("2025-10-01", "cpih", 2025, "4");
  day.index("2025-10-01", "nlw", 2025, "12").index("2025-10-01", "nlw", 2026, "13").review("2026-02-01", 2026, "2025");
  CHECK(day.at("2026-04-01", "2025", Category::day_opportunities) == "0+5000 100");
}
