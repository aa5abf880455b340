#include "tools/simulation/market.hpp"

#include <algorithm>

namespace careledger::tools::simulation {
namespace {

Instant opening() {
  return later(start_of(2018, 4, 2), 8 * hour);
}

// The history that is told ends here or soon after.
Instant closing() {
  return start_of(2026, 1, 1);
}
constexpr std::int64_t least_days = 30;

constexpr std::uint64_t placements_share = 20;  // one event in so many, at most, is of what was bought before
constexpr unsigned whole = 1'000;

}  // namespace

SimulatedMarket::SimulatedMarket(const Options& options)
    : stage_(options.seed, options.first_sequence, opening()),
      scale_(options.scale),
      city_(stage_, scale_),
      joining_(stage_, city_),
      quality_(stage_, city_, joining_),
      care_(stage_, city_),
      tenders_(stage_, city_, care_),
      money_(stage_, city_, care_),
      voices_(stage_, city_, care_),
      trouble_(stage_, city_) {
  stage_.at(stage_.now(), [this] { money_.open(); });
  joining_.open();
  quality_.open();
  care_.open(scale_.events / placements_share);
  stage_.at(later(start_of(2018, 4, 9), 6 * hour), [this] { live_a_day(); });
}

std::string SimulatedMarket::next() {
  while (!stage_.has_untaken()) stage_.proceed();
  return stage_.take();
}

template <class Deed>
void SimulatedMarket::indulge(Habit& habit, std::uint64_t quota, Deed deed) {
  habit.owed += quota * habit.per_mille;
  for (; habit.owed >= std::uint64_t{habit.events} * whole; habit.owed -= std::uint64_t{habit.events} * whole) {
    stage_.at(later(stage_.now(), stage_.draw.between(2 * hour, 12 * hour)), deed);
  }
}

/// What is left to tell is spread over the days that are left; what nothing else takes of a day's events are visits.
void SimulatedMarket::live_a_day() {
  const auto days_left = std::max((closing().micros - stage_.now().micros) / day, least_days);
  const auto left = scale_.events - std::min(scale_.events, stage_.told());
  const auto quota = std::max<std::uint64_t>(1, left / static_cast<std::uint64_t>(days_left));
  indulge(tendering_, quota, [this] { tenders_.publish(); });
  indulge(settling_, quota, [this] { money_.settle_one(); });
  indulge(reviewing_, quota, [this] { voices_.review_one(); });
  indulge(complaining_, quota, [this] { voices_.complain_or_alert(); });
  indulge(troubling_, quota, [this] { trouble_.tell_one(); });

  const auto others = stage_.told() - told_yesterday_ - visits_yesterday_;
  told_yesterday_ = stage_.told();
  visits_yesterday_ = care_.record_visits(quota - std::min(quota, others));
  stage_.at(later(core::time::start_of_day(core::time::add_days(core::time::london_day(stage_.now()), 1)), 6 * hour),
            [this] { live_a_day(); });
}

}  // namespace careledger::tools::simulation
