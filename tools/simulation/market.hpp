#pragma once

#include "tools/simulation/money.hpp"
#include "tools/simulation/quality.hpp"
#include "tools/simulation/tenders.hpp"
#include "tools/simulation/trouble.hpp"
#include "tools/simulation/voices.hpp"

#include <string>

namespace careledger::tools::simulation {

/// A made-up market of care in a city, from April 2018 on: the same seed, services and events give the same events, one
/// at a time, in the order in which a ledger learns of them. All are admitted by a new ledger with its bundled
/// policies; corrections need to know at which sequence the first event will lie. Takes memory for the market and not
/// for its history.
class SimulatedMarket {
 public:
  struct Options {
    std::uint64_t seed = 1;
    Scale scale;
    std::uint64_t first_sequence = 1;
  };
  explicit SimulatedMarket(const Options& options);
  SimulatedMarket(const SimulatedMarket&) = delete;  // what is planned in it refers to it
  SimulatedMarket& operator=(const SimulatedMarket&) = delete;

  /// The next event, as a client sends it.
  [[nodiscard]] std::string next();

 private:
  /// Something that is done again and again, so often that it makes its share of the events.
  struct Habit {
    unsigned per_mille;      // of all events
    unsigned events;         // that doing it once leads to, sooner or later
    std::uint64_t owed = 0;  // thousandths of events
  };
  void live_a_day();
  template <class Deed>
  void indulge(Habit& habit, std::uint64_t quota, Deed deed);

  Stage stage_;
  Scale scale_;
  City city_;
  Joining joining_;
  Quality quality_;
  Care care_;
  Tenders tenders_;
  Money money_;
  Voices voices_;
  Trouble trouble_;
  Habit tendering_{.per_mille = 140, .events = 8};
  Habit settling_{.per_mille = 110, .events = 3};
  Habit reviewing_{.per_mille = 50, .events = 1};
  Habit complaining_{.per_mille = 20, .events = 2};
  Habit troubling_{.per_mille = 60, .events = 1};
  std::uint64_t told_yesterday_ = 0;
  std::uint64_t visits_yesterday_ = 0;
};

}  // namespace careledger::tools::simulation
