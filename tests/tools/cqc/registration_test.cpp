#include "tests/tools/cqc/record.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace careledger::tools::cqc {
namespace {

TEST_CASE("a location is its provider and its service, from the day of its registration in London") {
  const auto events =
      planned(R"(,"postalCode":"B1 1BB","numberOfBeds":12,"specialisms":[{"name":"Sensory impairment"},)"
              R"({"name":"Caring for adults over 65 yrs"},{"name":"Eating disorders"}])");
  REQUIRE(events.size() == 2);
  CHECK(events[0].id == "1-9/provider");
  CHECK(events[0].type == "careledger.provider.registered");
  CHECK(events[0].data == R"({"cqc_provider":"1-9","name":"CQC provider 1-9","provider":"1-9"})");
  CHECK(core::time::format(events[0].time) == "2014-06-30T23:00:00Z");
  CHECK(events[1].id == "1-100/service");
  CHECK(events[1].type == "careledger.service.registered");
  CHECK(core::time::format(events[1].time) == "2014-06-30T23:00:00Z");
  CHECK(events[1].data ==
        R"({"category":"home_support","cqc_location":"1-100","name":"The Elms","needs":["older_adults",)"
        R"("sensory_impairment"],"places":12,"postcode":"B1 1BB","provider":"1-9","service":"1-100"})");
}

TEST_CASE("only the provider, which other locations name too, stands as it was first told") {
  const auto events = planned("");
  CHECK(events[0].first_stands);
  CHECK_FALSE(events[1].first_stands);
}

TEST_CASE("the category is that of the most intensive care") {
  struct Row {
    std::string_view types;
    std::string_view category;
  };
  const Row rows[] = {
      {R"([{"name":"Homecare agencies"},{"name":"Nursing homes"},{"name":"Residential homes"}])", "nursing"},
      {R"([{"name":"Supported living"},{"name":"Residential homes"}])", "residential"},
      {R"([{"name":"Homecare agencies"},{"name":"Supported living"}])", "supported_living"},
      {R"([{"name":"Homecare agencies"},{"name":"Supported housing"}])", "home_support"},
      {R"([{"name":"Shared lives"}])", "supported_living"},
      {"[]", "supported_living"},
  };
  for (const auto& [types, category] : rows) {
    CAPTURE(types);
    const auto events =
        planned_of(R"({"locationId":"1-1","providerId":"1-9","name":"A","registrationStatus":"Registered",)"
                   R"("registrationDate":"2014-01-01","gacServiceTypes":)" +
                   std::string(types) + "}");
    CHECK(events[1].data.find("\"category\":\"" + std::string(category) + "\"") != std::string::npos);
  }
}

TEST_CASE("the registration's changes: dormant, registered again, cancelled") {
  constexpr std::string_view head =
      R"({"locationId":"1-1","providerId":"1-9","name":"A","registrationDate":"2015-01-01",)";
  struct Row {
    std::string_view members;
    Lines expected;
  };
  const Row rows[] = {
      {R"("registrationStatus":"Registered","dormancy":"N")", {}},
      {R"("registrationStatus":"Registered","dormancy":"Y","dormancyStartDate":"2015-01-01")",
       {"1-1/dormant/2015-01-01 dormant"}},
      {R"("registrationStatus":"Deregistered","deregistrationDate":"2024-12-10","dormancy":"Y",)"
       R"("dormancyStartDate":"2022-06-23")",
       {"1-1/dormant/2022-06-23 dormant", "1-1/cancelled cancelled"}},
      {R"("registrationStatus":"Registered","dormancy":"N","dormancyEndDate":"2023-03-15")",
       {"1-1/registered/2023-03-15 registered"}},
      {R"("registrationStatus":"Deregistered","deregistrationDate":"2016-10-25","dormancy":"N",)"
       R"("dormancyEndDate":"2021-09-22")",
       {"1-1/cancelled cancelled"}},
      {R"("registrationStatus":"Registered","dormancy":"Y","dormancyStartDate":"2022-06-23",)"
       R"("dormancyEndDate":"2019-01-01")",
       {"1-1/registered/2019-01-01 registered", "1-1/dormant/2022-06-23 dormant"}},
  };
  for (const auto& [members, expected] : rows) {
    CAPTURE(members);
    const auto events = planned_of(std::string(head) + std::string(members) + "}");
    Lines found;
    for (auto event = events.begin() + 2; event != events.end(); ++event) {
      CHECK(event->type == "careledger.service.registration-changed");
      const auto from = event->data.find("\"status\":\"") + 10;
      found.push_back(event->id + " " + event->data.substr(from, event->data.find('"', from) - from));
    }
    CHECK(found == expected);
  }
}

}  // namespace
}  // namespace careledger::tools::cqc
