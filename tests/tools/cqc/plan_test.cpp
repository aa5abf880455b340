#include "tests/tools/cqc/record.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace careledger::tools::cqc {
namespace {

TEST_CASE("a location of another directorate is none of ours") {
  CHECK(planned(R"(,"inspectionDirectorate":"Adult social care")").size() == 2);
  CHECK(planned(R"(,"inspectionDirectorate":"Primary medical services")").empty());
}

TEST_CASE("a malformed record is refused with the place of each fault") {
  struct Row {
    std::string_view record;
    std::vector<std::string> pointers;
  };
  const std::string head = R"({"locationId":"1-1","providerId":"1-9","name":"A","registrationStatus":"Registered",)"
                           R"("registrationDate":"2015-01-01",)";
  const std::string records[] = {
      head + R"("numberOfBeds":"12"})",
      head + R"("numberOfBeds":-1})",
      head + R"("dormancy":"Y"})",
      head + R"("specialisms":{},"gacServiceTypes":[{}]})",
      head + R"("historicRatings":[{"overall":{"rating":"Good"},"reportDate":"2020-02-30"}]})",
      head + R"("historicRatings":[7,{"overall":{"rating":5},"reportDate":"2020-02-03"}]})",
      head + R"("assessment":[{"assessmentPlanPublishedDateTime":"2024-09-17T15:19",)"
             R"("ratings":{"asgRatings":[{"rating":"Good"}]}}]})"};
  const Row rows[] = {
      {"{}", {"/locationId", "/providerId", "/registrationDate", "/name", "/registrationStatus"}},
      {R"({"locationId":"1-1","providerId":"1-9","name":"A","registrationDate":"1-1-2015","registrationStatus":"Gone"})",
       {"/registrationDate", "/registrationStatus"}},
      {R"({"locationId":"1-1","providerId":"1-9","name":"A","registrationDate":"2015-01-01",)"
       R"("registrationStatus":"Deregistered"})",
       {"/deregistrationDate"}},
      {records[0], {"/numberOfBeds"}},
      {records[1], {"/numberOfBeds"}},
      {records[2], {"/dormancyStartDate"}},
      {records[3], {"/gacServiceTypes/0/name", "/specialisms"}},
      {records[4], {"/historicRatings/0/reportDate"}},
      {records[5], {"/historicRatings/0", "/historicRatings/1/overall/rating"}},
      {records[6], {"/assessment/0/assessmentPlanPublishedDateTime"}},
  };
  for (const auto& [record, pointers] : rows) {
    CAPTURE(record);
    const auto error = refused(std::string(record));
    std::vector<std::string> found;
    for (const auto& fault : error.errors) found.push_back(fault.pointer);
    CHECK(found == pointers);
    for (const auto& pointer : pointers) CHECK(error.detail.find(pointer) != std::string::npos);
  }
}

TEST_CASE("a record that is no object is refused") {
  CHECK(refused("[]").detail == "a record of the CQC is an object");
}

}  // namespace
}  // namespace careledger::tools::cqc
