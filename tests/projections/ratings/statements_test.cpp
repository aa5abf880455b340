#include "projections/ratings/statements.hpp"

#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

using careledger::tests::Story;
using namespace careledger::projections;
using namespace careledger::projections::ratings;

TEST_CASE("QR-2: a statement lowers the band at once: to what it declares, or by one for shortfalls alone") {
  struct Row {
    Band beneath;
    Band declared;
    bool shortfalls;
    Band after;
  };
  constexpr Row rows[] = {
      {Band::gold, Band::bronze, false, Band::bronze},           {Band::gold, Band::silver, true, Band::silver},
      {Band::silver, Band::gold, false, Band::silver},           {Band::silver, Band::silver, true, Band::silver},
      {Band::bronze, Band::inadequate, false, Band::inadequate}, {Band::gold, Band::unrated, true, Band::silver},
      {Band::silver, Band::unrated, true, Band::bronze},         {Band::bronze, Band::unrated, true, Band::bronze},
      {Band::inadequate, Band::unrated, true, Band::inadequate}, {Band::gold, Band::unrated, false, Band::gold},
  };
  const policies::RatingPolicy policy;
  for (const Row& row : rows) {
    Fact statement;
    statement.declared = row.declared;
    statement.shortfalls = row.shortfalls;
    CHECK(declared_band(statement, row.beneath, policy) == row.after);
  }
}

TEST_CASE("QR-2: a declared inadequate suspends by the band's rule") {
  const Story story("residential", R"(
    2018-04-10 10:00 full council silver
    2018-05-01 10:00 statement st1 declared=inadequate
  )");
  story.check({{"2018-05-01 10:00", "2018 inadequate QR-2 102"}});
  story.check_suspension({{"2018-05-01 10:00", "QR-2 2018-05-01T10:00:00Z 102"}});
}

TEST_CASE("QR-7: gold misses its yearly statement, to the instant (worked case)") {
  const Story story("residential", R"(
    2018-02-01 10:00 full council gold
    2018-04-01 enrolled 2018
    2019-01-31 10:00 statement st1
    2020-02-03 09:30 statement st2 declared=bronze
  )");
  story.check({
      {"2020-01-31 23:59:59.999999", "2018 gold QR-12 3,101"},
      {"2020-02-01", "2018 inadequate QR-7 103"},
      {"2020-02-03 09:29:59.999999", "2018 inadequate QR-7 103"},
      {"2020-02-03 09:30", "2018 bronze QR-2 104"},
  });
  story.check_assurance({
      {"2018-04-01", "2019-04-01 12"},
      {"2019-06-01", "2020-01-31 12"},
      {"2020-02-02", "2020-01-31 6 overdue"},
      {"2020-02-04", "2020-08-03 6"},
  });
  story.check_suspension(
      {{"2020-01-31 23:59:59", "free"}, {"2020-02-01", "QR-7 2020-02-01T00:00:00Z 103"}, {"2020-02-04", "free"}});
  // AS-3: later receipt does not undo the breach; the second one is of the day that the late receipt began.
  CHECK(story.breaches() == "missing 2020-02-01T00:00:00Z 103; missing 2020-08-03T23:00:00Z 104");
}

TEST_CASE("QR-7: receipt at exactly the start of the next day is a breach, and no segment of inadequate") {
  Story story("residential", R"(
    2018-02-01 10:00 full council gold
    2018-04-01 enrolled 2018
    2019-01-31 10:00 statement st1
    2020-02-01 00:00 statement st2
  )");
  story.until("2020-12-31");
  CHECK(story.bands() == "unrated 2012-01-02T10:00:00Z; unrated 2012-12-01T00:00:00Z; gold 2018-03-31T23:00:00Z");
  CHECK(story.breaches() == "missing 2020-02-01T00:00:00Z 103");
  CHECK(story.suspension("2020-02-01") == "free");
}

TEST_CASE("QR-7: what comes in the last instant of the due day is in time, also when the clocks are ahead") {
  Story winter("residential", R"(
    2018-02-01 10:00 full council gold
    2018-04-01 enrolled 2018
    2019-01-31 10:00 statement st1
    2020-01-31 23:59:59.999999 statement st2
  )");
  winter.until("2020-12-31");
  CHECK(winter.breaches().empty());
  // Due on 2018-10-01 (BST): the day ends at 23:00 UTC.
  Story in_time("residential", R"(
    2018-04-01 enrolled 2018
    2018-10-01 22:59:59.999999 statement st1
  )");
  in_time.until("2018-12-01");
  CHECK(in_time.breaches().empty());
  Story late("residential", R"(
    2018-04-01 enrolled 2018
    2018-10-01 23:00 statement st1
  )");
  late.until("2018-12-01");
  CHECK(late.breaches() == "missing 2018-10-01T23:00:00Z 101");
}

TEST_CASE("QR-7: after late receipt without a declaration the band beneath shows again, with the receipt beside it") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council silver
    2018-05-01 10:00 enrolled 2018
    2018-11-20 10:00 statement st1
  )");
  story.check({
      {"2018-11-02", "2018 inadequate QR-7 102"},
      {"2018-11-20 10:00", "2018 silver QR-1 101,103"},
  });
}

TEST_CASE("AS-1: months keep the day, or take the month's last") {
  const Story summer("residential", R"(
    2018-02-01 10:00 full council silver
    2018-04-01 enrolled 2018
    2018-08-31 10:00 statement a
  )");
  summer.check_assurance({{"2018-09-01", "2019-02-28 6"}});
  summer.check({{"2019-02-28 23:59:59", "2018 silver QR-12 3,101"}, {"2019-03-01 00:00", "2018 inadequate QR-7 103"}});
  const Story others("residential", R"(
    2018-02-01 10:00 full council silver
    2018-04-01 enrolled 2018
    2018-08-30 10:00 statement a
    2019-02-28 10:00 statement b
    2019-08-28 10:00 statement c
    2020-02-28 10:00 statement d
    2020-08-28 10:00 statement e
  )");
  others.check_assurance({
      {"2018-09-01", "2019-02-28 6"},
      {"2019-03-01", "2019-08-28 6"},
      {"2019-09-01", "2020-02-28 6"},
      {"2020-03-01", "2020-08-28 6"},
  });
  const Story leap("residential", R"(
    2018-02-01 10:00 full council silver
    2018-04-01 enrolled 2018
    2018-09-30 10:00 statement e
    2019-03-30 10:00 statement f
    2019-08-29 10:00 statement g
  )");
  leap.check_assurance({
      {"2018-10-01", "2019-03-30 6"},
      {"2019-04-01", "2019-09-30 6"},
      {"2019-09-01", "2020-02-29 6"},
  });
}

TEST_CASE("AS-1: the due day is reckoned on the London calendar") {
  // 23:30 UTC on 31 August is 1 September in London.
  const Story story("residential", R"(
    2018-02-01 10:00 full council silver
    2018-04-01 enrolled 2018
    2018-08-31 23:30 statement a
  )");
  story.check_assurance({{"2018-09-02", "2019-03-01 6"}});
}

TEST_CASE("AS-1: only an enrolment that brings the service in counts, and the last that ends takes the day with it") {
  Story story("home_support", R"(
    2018-05-01 10:00 enrolled 2018
    2019-04-02 10:00 statement a
    2019-05-01 10:00 enrolled 2019
    2019-05-02 10:00 enrolled 2019
    2019-06-01 10:00 ended 2018
    2019-07-01 10:00 ended 2019
    2019-08-01 10:00 ended 2019
    2019-09-01 10:00 enrolled 2019
  )");
  story.check_assurance({
      {"2018-04-30", "-"},
      {"2018-05-02", "2018-11-01 6"},
      {"2018-11-02", "2018-11-01 6 overdue"},
      {"2019-04-03", "2019-10-02 6"},
      {"2019-05-03", "2019-10-02 6"},
      {"2019-06-02", "2019-10-02 6"},
      {"2019-07-02", "-"},
      {"2019-09-02", "2020-03-01 6"},
  });
  const Story score_scheme("home_support", "2013-05-01 10:00 enrolled 2012");
  score_scheme.check_assurance({{"2013-05-02", "-"}});
  const Story day("day_opportunities", "2025-09-01 10:00 enrolled 2025");
  day.check_assurance({{"2025-09-02", "-"}});
}

TEST_CASE("AS-1: closing ends the enrolments and the due day, and lifts no hold") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council silver
    2018-05-01 10:00 enrolled 2018
    2018-12-01 10:00 closed
    2019-01-01 10:00 enrolled 2018
    2019-02-01 10:00 full council gold
  )");
  story.check_assurance({{"2018-11-02", "2018-11-01 6 overdue"}, {"2018-12-02", "-"}, {"2019-03-01", "-"}});
  story.check({{"2019-02-02", "2018 inadequate QR-7 102"}});
}

TEST_CASE("AS-1: a closed service joins nothing, until it is registered again") {
  const Story story("residential", R"(
    2018-05-01 10:00 closed
    2018-05-02 10:00 enrolled 2018
    2018-06-01 10:00 registered residential
    2018-06-02 10:00 enrolled 2018
  )");
  story.check_assurance({{"2018-05-03", "-"}, {"2018-06-01 10:00", "-"}, {"2018-06-03", "2018-12-02 6"}});
}

TEST_CASE("AS-2: becoming gold gives twelve months from the same start; leaving gold at most six from then") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council silver
    2018-05-10 10:00 enrolled 2018
    2018-08-01 10:00 full council gold
    2018-09-15 10:00 focussed council silver
  )");
  story.check_assurance({
      {"2018-05-11", "2018-11-10 6"},
      {"2018-08-02", "2019-05-10 12"},
      {"2018-09-16", "2019-03-15 6"},
  });
  // Left shortly before the yearly day: the present day is the earlier.
  const Story late("residential", R"(
    2018-05-01 10:00 full council gold
    2018-05-10 10:00 enrolled 2018
    2019-05-01 10:00 focussed council silver
  )");
  late.check_assurance({{"2019-05-02", "2019-05-10 6"}});
}

TEST_CASE("AS-2: an extension moves the running day, and a later one stays when the day is reckoned anew") {
  const Story moved("residential", R"(
    2018-05-01 10:00 full council silver
    2018-05-10 10:00 enrolled 2018
    2018-06-01 10:00 extended 2019-06-30
    2018-08-01 10:00 full council gold
    2018-09-01 10:00 statement a
  )");
  moved.check_assurance({
      {"2018-06-02", "2019-06-30 6"},
      {"2018-08-02", "2019-06-30 12"},
      {"2018-09-02", "2019-09-01 12"},
  });
  const Story earlier("residential", R"(
    2018-05-01 10:00 full council silver
    2018-05-10 10:00 enrolled 2018
    2018-06-01 10:00 extended 2018-12-31
    2018-08-01 10:00 full council gold
  )");
  earlier.check_assurance({{"2018-06-02", "2018-12-31 6"}, {"2018-08-02", "2019-05-10 12"}});
}

TEST_CASE("AS-2: while `missing` is set no other day runs: no extension, no enrolment moves it") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council silver
    2018-05-10 10:00 enrolled 2018
    2018-11-15 10:00 extended 2018-12-31
    2018-11-16 10:00 ended 2018
    2018-11-17 10:00 enrolled 2018
    2019-08-01 10:00 statement a
  )");
  story.check({{"2019-07-31", "2018 inadequate QR-7 102"}, {"2019-08-02", "2018 silver QR-1 101,106"}});
  story.check_assurance({{"2018-11-15 12:00", "2018-11-10 6 overdue"}, {"2019-08-02", "2020-02-01 6"}});
}

TEST_CASE("AS-2: an extension to a day that is over fires right after the event that made it") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council silver
    2018-05-10 10:00 enrolled 2018
    2018-06-01 10:00 extended 2018-05-20
  )");
  story.check({{"2018-06-01 10:00", "2018 inadequate QR-7 102"}});
  CHECK(story.breaches() == "missing 2018-06-01T10:00:00Z 102");
}

TEST_CASE("AS-2: a category's extension moves its services' days alone, and names no service") {
  Story story("residential", R"(
    2018-05-01 10:00 full council silver
    2018-05-10 10:00 enrolled 2018
  )");
  story.shared(
      "2010-01-01 extended 2019-12-31 category=residential\n"
      "2018-06-01 10:00 extended 2018-12-31 category=residential\n"
      "2018-07-01 10:00 extended 2019-01-31 category=nursing");
  story.check_assurance({{"2018-06-02", "2018-12-31 6"}, {"2018-07-02", "2018-12-31 6"}});
  CHECK(story.since("2011-01-01") == "-");
}

TEST_CASE("AS-1, AS-2: what happens at one instant is one change") {
  Story story("residential", R"(
    2018-05-10 10:00 full council gold
    2018-05-10 10:00 enrolled 2018
    #201 2018-08-01 10:00 statement a declared=silver
    #202 2018-08-01 10:00 full council gold
  )");
  story.check_assurance({{"2018-05-11", "2019-05-10 12"}, {"2018-08-02", "2019-08-01 12"}});
  story.until("2019-01-01");
  CHECK(story.bands() ==
        "unrated 2012-01-02T10:00:00Z; unrated 2012-12-01T00:00:00Z; unrated 2018-03-31T23:00:00Z; "
        "gold 2018-05-10T10:00:00Z");
}

TEST_CASE("AS-3: a falsified statement is a breach, each finding one") {
  Story story("residential", R"(
    2018-05-01 10:00 full council silver
    2018-06-01 10:00 statement st1
    2018-07-01 10:00 falsified st1
    2018-08-01 10:00 falsified st1
  )");
  CHECK(story.breaches() == "falsified 2018-07-01T10:00:00Z 103; falsified 2018-08-01T10:00:00Z 104");
}

TEST_CASE("AN-1: an inspection is due a year after the visit of the last that counts, or after joining a band scheme") {
  const Story story("residential", R"(
    2018-05-10 10:00 enrolled 2018
    2018-09-10 10:00 full council not_rated
    2018-10-10 10:00 full council gold visited=2018-09-30
    2018-11-10 10:00 full cqc good visited=2018-09-01
    2018-12-10 10:00 focussed council bronze
    2019-12-10 10:00 closed
  )");
  story.check_inspections({
      {"2018-05-10 09:59", "-"},
      {"2018-05-10 10:00", "2019-05-10 101"},
      {"2018-09-11", "2019-05-10 101"},
      {"2018-10-11", "2019-09-30 103"},
      {"2018-12-11", "2019-09-30 103"},
      {"2019-12-09", "2019-09-30 103"},
      {"2019-12-11", "-"},
  });
  const Story not_enrolled("residential", "2017-05-10 10:00 full cqc good");
  not_enrolled.check_inspections({{"2018-03-01", "-"}, {"2018-04-01", "2018-05-10 101"}});
  const Story left("day_opportunities", "2025-09-01 10:00 enrolled 2025\n2025-10-01 10:00 ended 2025");
  left.check_inspections({{"2025-09-02", "2026-09-01 101"}, {"2025-10-02", "-"}});
}
