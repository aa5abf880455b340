#pragma once

#include "tools/simulation/city.hpp"

#include <array>
#include <functional>

namespace careledger::tools::simulation {

/// How long carers were there in a payment period, of what was planned.
struct Attended {
  int period = -1;
  std::int64_t micros = 0;
};

/// A package of care under way.
struct Package {
  std::string id;
  std::size_t service = 0;
  Category category{};
  std::string citizen;
  unsigned area = 0;
  std::string scheme;            // of its award; empty: a placement of before
  bool premium = false;          // gold when it was awarded
  std::int64_t price_pence = 0;  // of a placement
  Instant started;
  int visits_a_day = 0;           // where it is bought by the hour
  int minutes = 0;                // of each
  int next_period = 0;            // to be paid for, counted as by payment_period()
  Attended attended;              // in the latest period with a visit
  Attended attended_before;       // in the one before that
  std::vector<std::size_t> left;  // providers that have handed back care of this citizen
};

/// What care is bought by, and how much of it.
[[nodiscard]] std::string_view unit_of(Category category);
[[nodiscard]] std::int64_t hundredths_of_units(const Package& package, int weeks);
[[nodiscard]] std::string units_a_week(const Package& package);

/// The packages that are under way, from their start to their end, and the visits of those that are monitored.
class Care {
 public:
  using HandedBack = std::function<void(const Package&)>;

  Care(Stage& stage, City& city) : stage_(stage), city_(city) {}

  /// Plans what was bought before: for at most so many events, and the city's hours.
  void open(std::uint64_t most_events);
  void on_handed_back(HandedBack what) { handed_back_ = std::move(what); }

  /// How much care a new package is.
  void measure(Package& package);
  /// A package that starts now. Another of its category ends for it, where there are as many as the city needs.
  void start(Package package);
  /// The visits of yesterday, so many at most, of as many packages of home support as that makes; how many there were.
  std::uint64_t record_visits(std::uint64_t most);

  [[nodiscard]] std::vector<Package>& of(Category category) { return under_way_[static_cast<std::size_t>(category)]; }
  /// One of whatever category, or of those that were visited yesterday; null where there is none.
  [[nodiscard]] Package* draw_any();
  [[nodiscard]] Package* draw_visited();

 private:
  void place(Category category);
  void end_one(Category category);
  void record_visit(Package& package, Instant planned, int period);

  Stage& stage_;
  City& city_;
  HandedBack handed_back_;
  std::array<std::vector<Package>, categories> under_way_;
  std::array<std::size_t, categories> wanted_{};
  std::size_t visited_ = 0;  // the first so many packages of home support
};

}  // namespace careledger::tools::simulation
