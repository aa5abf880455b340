#include "projections/services/earlier.hpp"
#include "tests/projections/ledger.hpp"
#include "tests/projections/services/same_rating.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

using careledger::core::event::Sequence;
using careledger::tests::TestLedger;

namespace {

enum class Kind : std::uint8_t { council, cqc, statement, suspension, retraction, correction, review };

/// A market of which much is told late, corrected or taken back.
class Told {
 public:
  /// Of which kinds the events are, some more often than others.
  using Kinds = std::vector<Kind>;

  Told(unsigned seed, int services, const std::string& category, Kinds kinds)
      : services_(services), kinds_(std::move(kinds)), random_{seed} {
    for (int service = 0; service < services_; ++service) {
      ledger.told("2018-01-0" + std::to_string(service + 1) + "T00:00:00Z", "service.registered",
                  "{'service':'" + id(service) + "','provider':'p" + std::to_string(service % 2) +
                      "','name':'S','category':'" + category + "','area':'north'}");
    }
  }

  static std::string id(int service) { return "s" + std::to_string(service); }

  /// Of any time.
  void tell_more(int count) {
    for (int i = 0; i < count; ++i) tell_one();
  }
  /// Of one month after the other, some months late.
  void tell_in_turn(int count) {
    in_turn_ = true;
    for (int i = 0; i < count; ++i) {
      last_month_ = i * months / count;
      first_month_ = std::max(0, last_month_ - 3);
      tell_one();
    }
  }

  TestLedger ledger;

 private:
  int draw(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }
  std::string when() {
    const int month = first_month_ + draw(last_month_ - first_month_ + 1);
    const std::string text = std::to_string(month % 12 + 101);
    return std::to_string(2018 + month / 12) + "-" + text.substr(1) + "-" + std::to_string(10 + draw(18)) +
           (draw(2) == 0 ? "T00:00:00Z" : "T12:00:00Z");
  }

  /// Mostly one of the latest.
  std::string draw_event() {
    const int registered = 6 + services_;
    const int all = static_cast<int>(ledger.head()) - registered;
    if (all == 0) return std::to_string(registered);
    return std::to_string(registered + all - draw(in_turn_ || draw(8) != 0 ? std::min(all, 40) : all));
  }

  void tell_one() {
    const std::string service = "'service':'" + id(draw(services_)) + "'";
    const std::vector<std::string> outcomes{"gold", "silver", "bronze", "inadequate"};
    switch (kinds_[static_cast<std::size_t>(draw(static_cast<int>(kinds_.size())))]) {
      case Kind::council:
        ledger.tell(when(), "inspection.published",
                    "{" + service + ",'inspector':'council','kind':'full','outcome':'" + outcomes[draw(4)] + "'}");
        return;
      case Kind::cqc:
        ledger.tell(when(), "inspection.published",
                    "{" + service + ",'inspector':'cqc','kind':'full','outcome':'" +
                        (draw(3) == 0 ? "inadequate" : "good") + "'}");
        return;
      case Kind::statement:
        ledger.tell(when(), "assurance-statement.submitted",
                    "{" + service + ",'statement':'a" + std::to_string(draw(5)) + "','declared':'silver'}");
        return;
      case Kind::suspension:
        ledger.tell(when(), "suspension.imposed",
                    "{" + service + ",'suspension':'x" + std::to_string(draw(3)) + "','reason':'r'}");
        return;
      case Kind::retraction: {
        const auto target = draw_event();
        ledger.tell(when(), "event.retracted", "{'retracts':'" + target + "','reason':'r'}");
        return;
      }
      case Kind::correction: {
        const auto target = draw_event();
        ledger.tell(when(), "event.corrected", "{'corrects':'" + target + "','time':'" + when() + "','reason':'r'}");
        return;
      }
      case Kind::review: {
        const int set = 1 + draw(9);
        ledger.tell(when(), "feedback.reviewed",
                    "{" + service + ",'outcomes_set':" + std::to_string(set) + ",'outcomes_delivered':" +
                        std::to_string(draw(set + 1)) + ",'recommends':" + (draw(2) == 0 ? "true" : "false") + "}");
      }
    }
  }

  static constexpr int months = 60;

  int services_;
  Kinds kinds_;
  bool in_turn_ = false;
  int first_month_ = 0;
  int last_month_ = months - 1;
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("a rating that is asked for alone is that of the whole history, to any knowledge") {
  using enum Kind;
  constexpr int services = 4;
  std::size_t adjusted = 0;
  for (unsigned seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    Told told(seed, services, "home_support",
              {council, cqc, statement, suspension, retraction, correction, review, review, review, review, review});
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
  using enum Kind;
  const std::vector<std::pair<std::string, Told::Kinds>> markets{
      {"residential", {council, cqc, statement}},
      // No suspensions: where one of them is amended, the log is read.
      {"home_support", {council, cqc, statement, retraction, correction, review}}};
  for (const auto& [category, kinds] : markets) {
    CAPTURE(category);
    Told told(1, 1, category, kinds);
    told.tell_in_turn(900);
    const auto newest = told.ledger.book().service("s0", told.ledger.head());
    REQUIRE(newest.has_value());
    CHECK((*newest)->bookmarks.size() >= 3);
    for (Sequence known_at = 60; known_at <= told.ledger.head(); known_at += 47) {
      check_ratings_alone(told.ledger.book(), known_at);
    }
  }
}
