#include "tests/tools/cqc/record.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace careledger::tools::cqc {
namespace {

TEST_CASE("an assessment is an inspection at the time in London when its plan was published") {
  CHECK(later(R"(,"assessment":[{"assessmentPlanPublishedDateTime":"2024-09-17 15:19:48","ratings":{"asgRatings":)"
              R"([{"assessmentPlanId":"AP1","rating":"Requires Improvement","assessmentDate":"2024-07-15"}]}}])") ==
        Lines{R"(1-100/AP1 2024-09-17T14:19:48Z {"inspector":"cqc","kind":"full",)"
              R"("outcome":"requires_improvement","service":"1-100"})"});
}

TEST_CASE("an assessment's overall rating comes before those of its kinds of service, of which the worst counts") {
  struct Row {
    std::string_view ratings;
    std::string_view outcome;
  };
  const Row rows[] = {
      {R"({"overall":[],"asgRatings":[{"rating":"Good"},{"rating":"Inadequate"}]})", "\"inadequate\""},
      {R"({"asgRatings":[{"rating":"No published rating"},{"rating":"Outstanding"}]})", "\"outstanding\""},
      {R"({"overall":[{"rating":"Good"}],"asgRatings":[{"rating":"Inadequate"}]})", "\"good\""},
  };
  for (const auto& [ratings, outcome] : rows) {
    CAPTURE(ratings);
    const auto lines = later(R"(,"assessment":[{"assessmentPlanPublishedDateTime":"2024-12-01 09:00:00","ratings":)" +
                             std::string(ratings) + "}]");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].starts_with("1-100/2024-12-01 "));
    CHECK(lines[0].find(outcome) != std::string::npos);
  }
}

TEST_CASE("a time without an offset is London's, on the days when the clocks change too") {
  struct Row {
    std::string_view written;
    std::string_view instant;
  };
  const Row rows[] = {
      {"2024-03-31 00:59:59", "2024-03-31T00:59:59Z"}, {"2024-03-31 02:30:00", "2024-03-31T01:30:00Z"},
      {"2024-10-27 00:30:00", "2024-10-26T23:30:00Z"}, {"2024-10-27 01:30:00", "2024-10-27T00:30:00Z"},
      {"2024-10-27 02:30:00", "2024-10-27T02:30:00Z"},
  };
  for (const auto& [written, instant] : rows) {
    CAPTURE(written);
    const auto lines = later(R"(,"assessment":[{"assessmentPlanPublishedDateTime":")" + std::string(written) +
                             R"(","ratings":{"asgRatings":[{"assessmentPlanId":"AP1","rating":"Good"}]}}])");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].starts_with("1-100/AP1 " + std::string(instant) + " "));
  }
}

}  // namespace
}  // namespace careledger::tools::cqc
