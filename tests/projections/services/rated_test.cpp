#include "projections/services/earlier.hpp"
#include "tests/projections/ledger.hpp"
#include "tests/projections/services/same_rating.hpp"

#include <doctest/doctest.h>

#include <random>
#include <vector>

using careledger::core::event::Sequence;
using careledger::tests::TestLedger;

namespace {

/// A market of care at home, of which much is told late, corrected or taken back.
class Told {
 public:
  Told(unsigned seed, int services) : services_(services), random_{seed} {
    for (int service = 0; service < services_; ++service) {
      ledger.told("2018-01-0" + std::to_string(service + 1) + "T00:00:00Z", "service.registered",
                  "{'service':'" + id(service) + "','provider':'p" + std::to_string(service % 2) +
                      "','name':'S','category':'home_support','area':'north'}");
    }
  }

  static std::string id(int service) { return "s" + std::to_string(service); }

  void tell_more(int count) {
    for (int i = 0; i < count; ++i) tell_one();
  }

  TestLedger ledger;

 private:
  int draw(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }
  std::string when() {
    const int month = draw(60);
    const std::string text = std::to_string(month % 12 + 101);
    return std::to_string(2018 + month / 12) + "-" + text.substr(1) + "-" + std::to_string(10 + draw(18)) +
           (draw(2) == 0 ? "T00:00:00Z" : "T12:00:00Z");
  }

  void tell_one() {
    const std::string service = "'service':'" + id(draw(services_)) + "'";
    const std::vector<std::string> outcomes{"gold", "silver", "bronze", "inadequate"};
    switch (draw(12)) {
      case 0:
        ledger.tell(when(), "inspection.published",
                    "{" + service + ",'inspector':'council','kind':'full','outcome':'" + outcomes[draw(4)] + "'}");
        return;
      case 1:
        ledger.tell(when(), "inspection.published",
                    "{" + service + ",'inspector':'cqc','kind':'full','outcome':'" +
                        (draw(3) == 0 ? "inadequate" : "good") + "'}");
        return;
      case 2:
        ledger.tell(when(), "assurance-statement.submitted",
                    "{" + service + ",'statement':'a" + std::to_string(draw(5)) + "','declared':'silver'}");
        return;
      case 3:
        ledger.tell(when(), "suspension.imposed",
                    "{" + service + ",'suspension':'x" + std::to_string(draw(3)) + "','reason':'r'}");
        return;
      case 4: {
        const auto target = std::to_string(7 + draw(static_cast<int>(ledger.head()) - 6));
        ledger.tell(when(), "event.retracted", "{'retracts':'" + target + "','reason':'r'}");
        return;
      }
      case 5: {
        const auto target = std::to_string(7 + draw(static_cast<int>(ledger.head()) - 6));
        ledger.tell(when(), "event.corrected", "{'corrects':'" + target + "','time':'" + when() + "','reason':'r'}");
        return;
      }
      default: {
        const int set = 1 + draw(9);
        ledger.tell(when(), "feedback.reviewed",
                    "{" + service + ",'outcomes_set':" + std::to_string(set) + ",'outcomes_delivered':" +
                        std::to_string(draw(set + 1)) + ",'recommends':" + (draw(2) == 0 ? "true" : "false") + "}");
      }
    }
  }

  int services_;
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("a rating that is asked for alone is that of the whole history, to any knowledge") {
  constexpr int services = 4;
  std::size_t adjusted = 0;
  for (unsigned seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    Told told(seed, services);
    for (int round = 0; round < 3; ++round) {
      told.tell_more(80);
      for (Sequence known_at = 1; known_at <= told.ledger.head(); known_at += 3) {
        check_ratings_alone(told.ledger.book(), known_at);
      }
    }
    for (int service = 0; service < services; ++service) {
      const auto folded = told.ledger.book().service(Told::id(service), told.ledger.head());
      REQUIRE(folded.has_value());
      adjusted += (*folded)->months.size();
    }
  }
  CHECK(adjusted > 0);  // else feedback had no part in it
}

TEST_CASE("the same, where the fold begins at a bookmark of the newest") {
  for (unsigned seed = 1; seed <= 2; ++seed) {
    CAPTURE(seed);
    Told told(seed, 1);
    told.tell_more(1200);
    const auto newest = told.ledger.book().service("s0", told.ledger.head());
    REQUIRE(newest.has_value());
    CHECK((*newest)->bookmarks.size() >= 3);
    for (Sequence known_at = 60; known_at <= told.ledger.head(); known_at += 43) {
      check_ratings_alone(told.ledger.book(), known_at);
    }
  }
}
