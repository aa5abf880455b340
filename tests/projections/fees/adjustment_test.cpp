#include "projections/fees/adjustment.hpp"

#include "projections/fees/fee.hpp"
#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

using namespace careledger;
using careledger::tests::instant;
using careledger::tests::Story;

namespace {

const projections::policies::PricingPolicy& pricing(std::string_view scheme) {
  for (const auto& adopted : tests::bundled_policies()) {
    if (adopted.policy->scheme == scheme) return adopted.policy->pricing;
  }
  FAIL("no such scheme");
  return tests::bundled_policies().front().policy->pricing;
}

/// `200 FE-2 101`
std::string adjusted(const Story& story, std::string_view at, std::string_view scheme = "2018") {
  const auto history = story.history();
  const auto found = projections::fees::adjustment(pricing(scheme), history, instant(at));
  std::string text = std::to_string(found.basis_points) + " " + std::string(found.rule) + " ";
  for (const auto sequence : found.because) text += std::to_string(sequence) + ",";
  text.pop_back();
  return text;
}

}  // namespace

TEST_CASE("FE-2, FE-4: gold is paid more, silver and bronze within its time the standard fee, by what shows then") {
  const Story story("residential",
                    R"(
    2018-05-01 10:00 full council gold
    2018-07-01 10:00 focussed council silver
    2018-08-01 10:00 focussed council bronze
  )");
  CHECK(adjusted(story, "2018-05-01 09:59") == "0 FE-4 3");  // unrated, by the policy
  CHECK(adjusted(story, "2018-05-01 10:00") == "200 FE-2 101");
  CHECK(adjusted(story, "2018-07-01 10:00") == "0 FE-4 102");
  CHECK(adjusted(story, "2018-08-01 10:00") == "0 FE-4 103");
}

TEST_CASE("FE-1: a scheme that pays quality nothing has the fixed fee alone") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council gold
  )");
  CHECK(adjusted(story, "2025-09-01", "2025") == "0 FE-1");
}

TEST_CASE("FE-3: bronze with a lapsed plan is paid less, from the lapse until the band beneath next rises") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-05-02 10:00 approved pl1 due=2018-06-30
    2018-08-01 10:00 full council silver
    2018-09-01 10:00 focussed council bronze
  )");
  CHECK(adjusted(story, "2018-06-30 22:59:59.999999") == "0 FE-4 101");
  CHECK(adjusted(story, "2018-07-01") == "-300 FE-3 101,102");
  CHECK(adjusted(story, "2018-08-01 09:59:59.999999") == "-300 FE-3 101,102");
  CHECK(adjusted(story, "2018-08-01 10:00") == "0 FE-4 103");
  CHECK(adjusted(story, "2018-09-01 10:00") == "0 FE-4 104");  // the lapse of before has ended
}

TEST_CASE("FE-3: who asked for the visit in time keeps the standard fee") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council bronze
    2018-05-02 10:00 approved pl1 due=2018-06-30
    2018-06-30 22:59:59.999999 asked pl1
  )");
  CHECK(adjusted(story, "2018-07-01") == "0 FE-4 101");
}

TEST_CASE("FE-3: a silver service whose plan lapses keeps the standard fee until it is bronze") {
  const Story story("residential", R"(
    2018-05-01 10:00 full council silver
    2018-05-02 10:00 approved pl1 due=2018-06-30
    2018-09-01 10:00 focussed council bronze
  )");
  CHECK(adjusted(story, "2018-07-01") == "0 FE-4 101");
  CHECK(adjusted(story, "2018-09-01 10:00") == "-300 FE-3 102,103");
}

TEST_CASE("FE-2, FE-3: the fees of the worked case, rounded once") {
  const projections::fees::Step reviewed{.since = {}, .hotel_pence = 30660, .care_pence = 20971, .because = {7}};
  const auto gold = projections::fees::fee_of(reviewed, {.basis_points = 200, .rule = "FE-2", .because = {3}});
  CHECK(gold.standard_pence == 51631);
  CHECK(gold.fee_pence == 52664);
  CHECK(gold.because == std::vector<core::event::Sequence>{3, 7});
  CHECK(projections::fees::fee_of(reviewed, {.basis_points = -300, .rule = "FE-3"}).fee_pence == 50082);
  CHECK(projections::fees::fee_of(reviewed, {}).fee_pence == 51631);
}
