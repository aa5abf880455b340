#include "tools/simulation/care.hpp"

#include "core/money/quantity.hpp"
#include "tools/simulation/periods.hpp"

#include <algorithm>
#include <string>

namespace careledger::tools::simulation {
namespace {

// 94,000 hours of home support a week, and beds and places as they go with it.
constexpr std::array<std::uint64_t, categories> packages_of_a_city{7'150, 900, 2'600, 900, 600};
constexpr std::uint64_t packages_in_all = 12'150;
constexpr std::int64_t first_visit = 7 * hour;
constexpr std::int64_t last_visit = 21 * hour;

bool by_the_hour(Category category) {
  return category == Category::home_support || category == Category::supported_living;
}

}  // namespace

std::string_view unit_of(Category category) {
  if (by_the_hour(category)) return "hour";
  return category == Category::day_opportunities ? "session" : "week";
}

std::int64_t hundredths_of_units(const Package& package, int weeks) {
  constexpr std::int64_t hundredths = 100;
  if (by_the_hour(package.category)) return hundredths * package.visits_a_day * package.minutes * 7 * weeks / 60;
  return hundredths * weeks * (package.category == Category::day_opportunities ? 3 : 1);
}

std::string units_a_week(const Package& package) {
  return core::money::two_places(hundredths_of_units(package, 1));
}

void Care::open(std::uint64_t most_events) {
  const std::uint64_t city = city_.services.size() * packages_in_all / services_of_a_city;
  const std::uint64_t packages = std::min(city, most_events / 2);
  for (std::size_t i = 0; i < categories; ++i) {
    wanted_[i] = packages * packages_of_a_city[i] / packages_in_all;
    for (std::size_t k = 0; k < wanted_[i]; ++k) {
      stage_.at(later(stage_.now(), stage_.draw.between(1, 10 * day)), [this, i] { place(static_cast<Category>(i)); });
    }
  }
}

void Care::measure(Package& package) {
  if (!by_the_hour(package.category)) return;
  static constexpr std::array minutes{30, 45, 45, 60};
  package.visits_a_day = static_cast<int>(stage_.draw.between(1, 4));
  package.minutes = stage_.draw.pick(minutes);
}

/// Bought before the schemes: with whatever service of the category there is.
void Care::place(Category category) {
  constexpr int attempts = 50;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    const auto index = static_cast<std::size_t>(stage_.draw.below(city_.services.size()));
    const auto& service = city_.services[index];
    if (service.category != category) continue;
    Package package{.id = stage_.new_id("package"), .service = index, .category = category, .area = service.area};
    package.citizen = "citizen-" + std::to_string(stage_.draw.bits());
    package.price_pence =
        by_the_hour(category) ? stage_.draw.between(1'450, 1'750) : stage_.draw.between(45'000, 70'000);
    measure(package);
    Fields fields;
    fields.member("package", package.id).member("service", service.id).member("category", events::text(category));
    fields.member("citizen", package.citizen).member("unit", unit_of(category));
    fields.member("units_per_week", units_a_week(package)).member("price_pence", package.price_pence);
    stage_.tell("placement.made", fields.member("reason", "placed before the framework"));
    start(std::move(package));
    return;
  }
}

void Care::start(Package package) {
  Fields fields;
  stage_.tell("package.started", fields.member("package", package.id));
  const auto category = static_cast<std::size_t>(package.category);
  package.started = stage_.now();
  package.next_period = first_period_from(package.started);
  under_way_[category].push_back(std::move(package));
  if (under_way_[category].size() > std::max<std::size_t>(wanted_[category], 1)) {
    end_one(static_cast<Category>(category));
  }
}

void Care::end_one(Category category) {
  auto& packages = of(category);
  const auto index = static_cast<std::size_t>(stage_.draw.below(packages.size() - 1));  // not the one that came last
  std::swap(packages[index], packages.back());
  const auto package = std::move(packages.back());
  packages.pop_back();
  Fields fields;
  fields.member("package", package.id);
  if (!package.scheme.empty() && stage_.draw.percent(12)) {
    const bool forced = stage_.draw.percent(25);
    if (forced) fields.member("forced", true);
    fields.member("last_day", day_text(later(stage_.now(), 14 * day))).member("reason", "no staff for the round");
    stage_.tell("package.handed-back", fields);
    auto back = package;
    if (!forced) back.left.push_back(city_.services[package.service].provider);
    handed_back_(back);
    return;
  }
  static constexpr std::array<std::string_view, 4> enders{"citizen", "citizen", "council", "council"};
  stage_.tell("package.ended", fields.member("by", stage_.draw.pick(enders)));
}

Package* Care::draw_any() {
  std::size_t all = 0;
  for (const auto& packages : under_way_) all += packages.size();
  if (all == 0) return nullptr;
  auto index = static_cast<std::size_t>(stage_.draw.below(all));
  for (auto& packages : under_way_) {
    if (index < packages.size()) return &packages[index];
    index -= packages.size();
  }
  return nullptr;
}

Package* Care::draw_visited() {
  auto& packages = of(Category::home_support);
  const auto visited = std::min(visited_, packages.size());
  return visited == 0 ? nullptr : &packages[static_cast<std::size_t>(stage_.draw.below(visited))];
}

std::uint64_t Care::record_visits(std::uint64_t most) {
  std::uint64_t recorded = 0;
  visited_ = 0;
  const auto yesterday = core::time::start_of_day(core::time::add_days(core::time::london_day(stage_.now()), -1));
  const int period = period_of(yesterday);
  for (auto& package : of(Category::home_support)) {
    ++visited_;
    if (package.started >= yesterday) continue;
    const auto gap = package.visits_a_day > 1 ? (last_visit - first_visit) / (package.visits_a_day - 1) : 0;
    for (int i = 0; i < package.visits_a_day; ++i) {
      if (recorded == most) return recorded;
      record_visit(package, later(yesterday, first_visit + i * gap / minute * minute), period);
      ++recorded;
    }
  }
  return recorded;
}

/// Two in a hundred are missed, five late by a quarter of an hour and more, three short.
void Care::record_visit(Package& package, Instant planned, int period) {
  auto& draw = stage_.draw;
  if (package.attended.period != period) {
    package.attended_before = package.attended;
    package.attended = {.period = period};
  }
  const auto length = package.minutes * minute;
  const auto kind = draw.below(100);
  Fields fields;
  fields.member("package", package.id).member("planned_start", core::time::format(planned));
  fields.member("planned_end", core::time::format(later(planned, length)));
  if (kind >= 2) {
    const auto delay = kind < 7 ? draw.between(16, 50) * minute : draw.between(-3, 9) * minute;
    const auto stayed = kind >= 97 ? length / 2 : length + draw.between(-2, 2) * minute;
    fields.member("start", core::time::format(later(planned, delay)));
    fields.member("end", core::time::format(later(planned, delay + stayed)));
    package.attended.micros += std::min(stayed, length);
  }
  stage_.tell("visit.recorded", planned, fields.member("carers", 1).done());
}

}  // namespace careledger::tools::simulation
