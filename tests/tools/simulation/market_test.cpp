#include "tools/simulation/market.hpp"

#include "core/json/value.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <set>
#include <string>

namespace careledger::tools::simulation {
namespace {

std::vector<std::string> told(const SimulatedMarket::Options& options) {
  SimulatedMarket market(options);
  std::vector<std::string> events;
  for (std::uint64_t i = 0; i < options.scale.events; ++i) events.push_back(market.next());
  return events;
}

constexpr Scale small{.services = 80, .events = 20'000};

/// How many of a thousand events are of each type.
std::map<std::string, double> shares(const std::vector<std::string>& events) {
  std::map<std::string, double> shares;
  core::json::Parser parser;
  for (const auto& event : events) {
    shares[std::string(parser.parse(event)->text("type").substr(11))] += 1000.0 / static_cast<double>(events.size());
  }
  return shares;
}

}  // namespace

TEST_CASE("the same seed makes the same bytes, another seed others") {
  const auto once = told({.seed = 5, .scale = small});
  CHECK(once == told({.seed = 5, .scale = small}));
  CHECK(once != told({.seed = 6, .scale = small}));
}

TEST_CASE("no identity comes twice, and what is corrected lies before") {
  const auto events = told({.seed = 7, .scale = small, .first_sequence = 7});
  core::json::Parser parser;
  std::set<std::string> ids;
  std::size_t amended = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto event = parser.parse(events[i]);
    REQUIRE(event.has_value());
    CHECK(ids.insert(std::string(event->text("id"))).second);
    const auto data = *event->find("data");
    for (const auto member : {"corrects", "retracts"}) {
      const std::string sequence(data.text(member));
      if (sequence.empty()) continue;
      ++amended;
      const auto place = std::strtoull(sequence.c_str(), nullptr, 10) - 7;
      REQUIRE(place < i);
      CHECK(events[place].find("careledger.inspection.published") != std::string::npos);
    }
  }
  CHECK(amended > 0);
}

TEST_CASE("all that a council deals with is told, and mostly visits") {
  const auto of = shares(told({.seed = 1, .scale = {.services = 300, .events = 100'000}}));
  const auto share = [&of](const char* type) { return of.contains(type) ? of.at(type) : 0.0; };
  CHECK(share("visit.recorded") > 400);
  CHECK(share("visit.recorded") < 700);
  for (const auto* const type :
       {"offer.submitted", "feedback.reviewed", "inspection.published", "invoice.received", "payment.made",
        "requirement.published", "award.made", "package.started", "package.ended", "placement.made"}) {
    INFO(type);
    CHECK(share(type) > 10);
    CHECK(share(type) < 150);
  }
  for (const auto* const type : {"provider.registered",
                                 "service.registered",
                                 "lot.awarded",
                                 "contract.signed",
                                 "enrolment.applied",
                                 "enrolment.accepted",
                                 "evidence.recorded",
                                 "specialism.approved",
                                 "assurance-statement.submitted",
                                 "improvement-plan.required",
                                 "improvement-plan.completed",
                                 "choice.made",
                                 "offer.declined",
                                 "offer.withdrawn",
                                 "requirement.cancelled",
                                 "package.handed-back",
                                 "invoice.queried",
                                 "invoice.corrected",
                                 "invoice.accepted",
                                 "payment-schedule.set",
                                 "fee-schedule.set",
                                 "index.published",
                                 "price-review.applied",
                                 "open-book.returned",
                                 "call-monitoring.confirmed",
                                 "complaint.received",
                                 "complaint.resolved",
                                 "alert.raised",
                                 "alert.closed",
                                 "event.corrected",
                                 "event.retracted"}) {
    INFO(type);
    CHECK(share(type) > 0);
  }
}

TEST_CASE("a whole city has about 1,000 providers in five areas, and buys 94,000 hours of home support a week") {
  for (const std::uint64_t seed : {2, 3, 4}) {
    SimulatedMarket market({.seed = seed, .scale = {.events = 1'000'000}});
    core::json::Parser parser;
    double hours = 0;
    std::size_t providers = 0;
    std::set<std::string> areas;
    for (int i = 0; i < 45'000; ++i) {
      const auto text = market.next();
      const auto event = parser.parse(text);
      const auto type = event->text("type").substr(11);
      const auto data = *event->find("data");
      if (type == "provider.registered") ++providers;
      if (type == "service.registered") areas.emplace(data.text("area"));
      if (type != "placement.made" || data.text("category") != "home_support") continue;
      hours += std::strtod(std::string(data.text("units_per_week")).c_str(), nullptr);
    }
    INFO("seed ", seed);
    CHECK(providers > 970);
    CHECK(providers < 1'030);
    CHECK(areas.size() == 5);
    CHECK(hours > 91'000);
    CHECK(hours < 97'000);
  }
}

TEST_CASE("some facts are told late, some happen at the very instant of another of the same service") {
  core::json::Parser parser;
  std::map<std::string, std::set<std::string>> instants;  // of each service's record
  std::size_t late = 0;
  std::size_t simultaneous = 0;
  for (const auto& text : told({.seed = 1, .scale = {.services = 100, .events = 20'000}})) {
    const auto event = parser.parse(text);
    // An application and its acceptance are told at once; two of these are not, but where they happened together.
    const auto type = event->text("type").substr(11);
    if (type != "inspection.published" && type != "feedback.reviewed" && type != "alert.raised") continue;
    const std::string service(event->find("data")->text("service"));
    const std::string time(event->text("time"));
    auto& known = instants[service];
    if (!known.empty() && time < *known.rbegin()) ++late;
    if (!known.insert(time).second) ++simultaneous;
  }
  CHECK(late > 40);
  CHECK(simultaneous > 10);
}

TEST_CASE("a market of no more than a few events, or of one service, goes on") {
  CHECK(told({.scale = {.services = 1, .events = 500}}).size() == 500);
  CHECK(told({.scale = {.services = 1'000, .events = 10}}).size() == 10);
}

}  // namespace careledger::tools::simulation
