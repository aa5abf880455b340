#include "projections/fees/controls.hpp"

#include "tests/projections/fees/prices.hpp"

using namespace careledger;
using careledger::tests::instant;
using careledger::tests::Prices;

namespace {

std::string differences(const Prices& prices, std::string_view at) {
  std::string text;
  for (const auto& found :
       projections::fees::hotel_differences(prices.schedules(), tests::bundled_policies(), instant(at))) {
    text += std::string(projections::policies::text(found.first.category)) + " " + std::to_string(found.first_pence) +
            ", " + std::string(projections::policies::text(found.second.category)) + " " +
            std::to_string(found.second_pence) + ":";
    for (const auto sequence : found.because) text += " " + std::to_string(sequence);
    text += "; ";
  }
  return text;
}

}  // namespace

TEST_CASE("FE-1: bed-based categories of one scheme have one hotel cost, or it is a finding") {
  Prices prices;
  prices.schedule("2018-04-01", 30000, 20000).schedule("2018-04-01", 30000, 25000, "2018", "nursing");
  prices.schedule("2018-04-01", 0, 1600, "2018", "home_support").schedule("2018-06-01", 30001, 2, "2018", "nursing");
  CHECK(differences(prices, "2018-05-01").empty());
  CHECK(differences(prices, "2018-06-01") == "residential 30000, nursing 30001: 100 103; ");
}
