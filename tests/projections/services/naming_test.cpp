#include "tests/projections/ledger.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <vector>

using careledger::core::event::Sequence;
using careledger::core::time::Instant;
using careledger::tests::TestLedger;

namespace {

/// Of which no rating follows.
std::string visit_to(std::string_view service) {
  return "{'service':'" + std::string(service) +
         "','inspector':'cqc','kind':'full','date':'2030-01-01','announced':true}";
}

/// What happened to events that name one service, remembered in the plainest way.
class Named {
 public:
  void told(Sequence sequence, Instant time) { readings_[sequence] = {{sequence, time}}; }
  void moved(Sequence target, Sequence by, Instant time) { readings_[target].push_back({by, time}); }
  void retracted(Sequence target, Sequence by) { readings_[target].push_back({by, std::nullopt}); }

  /// When the first was, as known by then.
  [[nodiscard]] std::optional<Instant> first(Sequence known_at) const {
    std::optional<Instant> first;
    for (const auto& [sequence, readings] : readings_) {
      std::optional<Instant> time;
      for (const auto& reading : readings) {
        if (reading.from <= known_at) time = reading.time;
      }
      if (time && (!first || *time < *first)) first = time;
    }
    return first;
  }

 private:
  struct Reading {
    Sequence from;
    std::optional<Instant> time;
  };
  std::map<Sequence, std::vector<Reading>> readings_;
};

std::optional<Instant> begin_of(TestLedger& ledger, Sequence known_at) {
  const auto service = ledger.book().service("s", known_at);
  if (!service || (*service)->history.segments.empty()) return std::nullopt;
  return (*service)->history.segments.front().since;
}

}  // namespace

TEST_CASE("a service's history begins with the first event that names it, however little that tells") {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto draw = [&random](std::size_t count) { return static_cast<std::size_t>(random() % count); };
    const auto when = [&draw](std::size_t years) {
      return std::to_string(2018 + draw(years)) + "-0" + std::to_string(1 + draw(9)) + "-" +
             std::to_string(10 + draw(18)) + "T00:00:00Z";
    };
    TestLedger ledger;
    Named named;
    std::vector<Sequence> open;  // not retracted
    const auto read_all = [&] {
      for (Sequence known_at = 7; known_at <= ledger.head(); ++known_at) {
        CAPTURE(known_at);
        REQUIRE(begin_of(ledger, known_at) == named.first(known_at));
      }
    };
    for (int i = 0; i < 24; ++i) {
      // Mostly after what is there, as life goes.
      const auto time = draw(4) == 0 ? when(2) : when(8);
      const auto instant = *careledger::core::time::parse_instant(time);
      const auto what = draw(8);
      if (what >= 6 && !open.empty()) {
        const auto place = open.begin() + static_cast<std::ptrdiff_t>(draw(2) == 0 ? 0 : draw(open.size()));
        const auto target = std::to_string(*place);
        if (what == 6) {
          named.moved(
              *place,
              ledger.told(time, "event.corrected", "{'corrects':'" + target + "','time':'" + time + "','reason':'r'}"),
              instant);
        } else {
          named.retracted(*place, ledger.told(time, "event.retracted", "{'retracts':'" + target + "','reason':'r'}"));
          open.erase(place);
        }
      } else {
        const bool tells = what == 0;
        open.push_back(tells ? ledger.told(time, "alert.raised",
                                           "{'service':'s','alert':'a" + std::to_string(i) +
                                               "','kind':'quality','severity':'low'}")
                             : ledger.told(time, "inspection.scheduled", visit_to("s")));
        named.told(open.back(), instant);
      }
      // The newest is read after each, so that what is kept of it is put to the test, all the rest now and then.
      REQUIRE(begin_of(ledger, ledger.head()) == named.first(ledger.head()));
      if (draw(6) == 0) read_all();
    }
    read_all();
  }
}

TEST_CASE("a service is listed after a start if an event ever named it, as written or as amended") {
  TestLedger ledger;
  const auto target = ledger.told("2019-01-01T00:00:00Z", "inspection.scheduled", visit_to("a"));
  ledger.told("2019-01-02T00:00:00Z", "alert.raised", "{'service':'b','alert':'1','kind':'quality','severity':'low'}");
  for (const auto* const other : {"c", "d", "e"}) {
    ledger.told("2019-01-03T00:00:00Z", "event.corrected",
                "{'corrects':'" + std::to_string(target) + "','data':{'service':'" + other + "'},'reason':'r'}");
  }
  const auto before = ledger.book().service_ids();
  CHECK(before == std::vector<std::string>{"a", "b", "c", "d", "e"});
  careledger::projections::Book other;
  REQUIRE(other.attach(ledger.log(), ledger.head()).has_value());
  CHECK(other.service_ids() == before);
}
