#include "tests/tools/cqc/record.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace careledger::tools::cqc {
namespace {

TEST_CASE("a rating is a full inspection at its published day, with the first visit of its report") {
  CHECK(
      later(R"(,"currentRatings":{"overall":{"rating":"Good","reportDate":"2022-06-09","reportLinkId":"r2"}},)"
            R"("historicRatings":[{"reportDate":"2019-01-10","reportLinkId":"r1","overall":{"rating":"Inadequate"}}],)"
            R"("reports":[{"linkId":"r2","firstVisitDate":"2022-05-14","reportUri":"/reports/r2"},)"
            R"({"linkId":"r2","firstVisitDate":"2022-05-12"},{"linkId":"unrated","reportDate":"2013-01-01"}])") ==
      Lines{R"(1-100/r1 2019-01-10T00:00:00Z {"inspector":"cqc","kind":"full","outcome":"inadequate",)"
            R"("service":"1-100"})",
            R"(1-100/r2 2022-06-08T23:00:00Z {"inspector":"cqc","kind":"full","outcome":"good",)"
            R"("report":"/reports/r2","service":"1-100","visited":"2022-05-12"})"});
}

TEST_CASE("a rating without a link is known by its day") {
  const auto events = planned(R"(,"currentRatings":{"overall":{"rating":"Good"},"reportDate":"2020-02-29"})");
  REQUIRE(events.size() == 3);
  CHECK(events[2].id == "1-100/2020-02-29");
}

TEST_CASE("a report whose day of visit was left out gives no visit") {
  const auto lines = later(R"(,"currentRatings":{"overall":{"rating":"Good","reportDate":"2020-01-02",)"
                           R"("reportLinkId":"r1"}},"reports":[{"linkId":"r1","firstVisitDate":""}])");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].find("visited") == std::string::npos);
}

TEST_CASE("what is no rating is not_rated, and capitals make no difference") {
  struct Row {
    std::string_view rating;
    std::string_view outcome;
  };
  const Row rows[] = {
      {"Outstanding", "outstanding"},
      {"Good", "good"},
      {"Requires improvement", "requires_improvement"},
      {"Requires Improvement", "requires_improvement"},
      {"Inadequate", "inadequate"},
      {"Inspected but not rated", "not_rated"},
      {"No published rating", "not_rated"},
      {"Insufficient evidence to rate", "not_rated"},
  };
  for (const auto& [rating, outcome] : rows) {
    CAPTURE(rating);
    const auto lines =
        later(R"(,"currentRatings":{"overall":{"reportDate":"2020-01-02","rating":")" + std::string(rating) + R"("}})");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].find("\"outcome\":\"" + std::string(outcome) + "\"") != std::string::npos);
  }
}

TEST_CASE("no published rating, which has no day, is no event; a rating without a day is a fault") {
  CHECK(later(R"(,"currentRatings":{"overall":{"rating":"No published rating"}})").empty());
  const auto error = refused(location(R"(,"currentRatings":{"overall":{"rating":"Good"}})"));
  REQUIRE(error.errors.size() == 1);
  CHECK(error.errors[0].pointer == "/currentRatings/reportDate");
}

TEST_CASE("a current rating that stands among the historic ones is one event, as the current one says it") {
  const auto events = planned(
      R"(,"currentRatings":{"overall":{"rating":"Good","reportDate":"2020-03-01","reportLinkId":"r1"}},)"
      R"("historicRatings":[{"reportDate":"2020-03-01","reportLinkId":"r1","overall":{"rating":"Inadequate"}}])");
  REQUIRE(events.size() == 3);
  CHECK(events[2].data.find("\"good\"") != std::string::npos);
}

TEST_CASE("ratings from before the registration are kept, and come by time") {
  const auto lines =
      later(R"(,"historicRatings":[{"reportDate":"2016-02-01","reportLinkId":"b","overall":{"rating":"Good"}},)"
            R"({"reportDate":"2013-02-01","reportLinkId":"a","organisationId":"1-50","overall":{"rating":"Good"}}])");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].starts_with("1-100/a 2013-02-01T00:00:00Z"));
  CHECK(lines[1].starts_with("1-100/b 2016-02-01T00:00:00Z"));
}

}  // namespace
}  // namespace careledger::tools::cqc
