#include "tools/simulation/money.hpp"

#include "core/money/quantity.hpp"

#include <algorithm>
#include <array>

namespace careledger::tools::simulation {
namespace {

using core::money::Pence;

constexpr Pence bed_hotel_pence = 24'000;  // one for all beds
constexpr int gold_basis_points = 200;

/// The indices as they were published: CPIH's 12-month rate of September in tenths of a percent, the National Living
/// Wage of April in pence. The care wage is made up: five per cent more.
struct IndexYear {
  int year;
  int cpih_tenths;
  int nlw_pence;
};
constexpr std::array index_years{IndexYear{2017, 28, 750},  IndexYear{2018, 22, 783},  IndexYear{2019, 17, 821},
                                 IndexYear{2020, 7, 872},   IndexYear{2021, 29, 891},  IndexYear{2022, 88, 950},
                                 IndexYear{2023, 63, 1042}, IndexYear{2024, 26, 1144}, IndexYear{2025, 41, 1221}};

int care_wage_pence(const IndexYear& of) {
  return of.nlw_pence * 105 / 100;
}

const IndexYear& index_year(int year) {
  return index_years[static_cast<std::size_t>(std::clamp(year, 2017, 2025) - 2017)];
}

std::string decimal(int value, int places) {
  std::string digits = std::to_string(value);
  while (digits.size() <= static_cast<std::size_t>(places)) digits.insert(0, 1, '0');
  return digits.insert(digits.size() - static_cast<std::size_t>(places), 1, '.');
}

}  // namespace

void Money::open() {
  publish("nlw", 2018, decimal(index_year(2018).nlw_pence, 2));
  set_fee("2018", Category::home_support, {.hotel = 0, .care = 1'640});
  set_fee("2018", Category::supported_living, {.hotel = 0, .care = 1'590});
  set_fee("2018", Category::residential, {.hotel = bed_hotel_pence, .care = 31'500});
  set_fee("2018", Category::nursing, {.hotel = bed_hotel_pence, .care = 38'000});
  stage_.at(start_of(2019, 4, 1), [this] {
    set_fee("2019", Category::home_support, fees_[{"2018", Category::home_support}].back());
    confirm_monitoring();
  });
  stage_.at(start_of(2023, 4, 1), [this] {
    set_fee("2019", Category::supported_living, fees_[{"2018", Category::supported_living}].back());
  });
  stage_.at(start_of(2025, 8, 1),
            [this] { set_fee("2025", Category::day_opportunities, {.hotel = 0, .care = 4'800}); });
  stage_.at(start_of(2018, 10, 17), [this] { publish("cpih", 2018, decimal(index_year(2018).cpih_tenths, 1)); });
  for (int year = 2019; year <= index_years.back().year; ++year) {
    stage_.at(later(start_of(year, 4, 1), hour), [this, year] { begin_year(year); });
    stage_.at(start_of(year, 10, 17),
              [this, year] { publish("cpih", year, decimal(index_year(year).cpih_tenths, 1)); });
  }
}

void Money::publish(std::string_view index, int year, const std::string& value) {
  Fields fields;
  fields.member("index", index).member("year", year);
  stage_.tell("index.published", fields.member("value", value));
}

void Money::set_fee(std::string_view scheme, Category category, Fee fee) {
  fee.since = stage_.now();
  fees_[{std::string(scheme), category}].push_back(fee);
  Fields fields;
  fields.member("scheme", scheme).member("category", events::text(category)).member("unit", unit_of(category));
  stage_.tell("fee-schedule.set", fields.member("hotel_pence", fee.hotel).member("care_pence", fee.care));
}

void Money::begin_year(int year) {
  publish("nlw", year, decimal(index_year(year).nlw_pence, 2));
  publish("care_wage", year, decimal(care_wage_pence(index_year(year)), 2));
  review("2018", year);
  if (year > 2019) review("2019", year);
  return_books(year - 1);
}

/// FE-5, as the ledger will reckon it.
void Money::review(std::string_view scheme, int year) {
  Fields fields;
  stage_.tell("price-review.applied", fields.member("scheme", scheme).member("year", year));
  const auto& before = index_year(year - 1);
  const auto& now = index_year(year);
  const core::money::Ratio living_wage{.numerator = now.nlw_pence, .denominator = before.nlw_pence};
  const core::money::Ratio care_wage{.numerator = care_wage_pence(now), .denominator = care_wage_pence(before)};
  // The care wage was first published for 2019.
  const bool by_care_wage = year > 2019 && core::money::is_less(living_wage, care_wage);
  for (auto& [key, fees] : fees_) {
    if (key.first != scheme) continue;
    auto fee = fees.back();
    fee.since = start_of(year, 4, 1);
    fee.hotel = core::money::times(fee.hotel, {.numerator = 1'000 + before.cpih_tenths, .denominator = 1'000});
    fee.care = core::money::times(fee.care, by_care_wage ? care_wage : living_wage);
    fees.push_back(fee);
  }
}

void Money::confirm_monitoring() {
  for (const auto& provider : city_.providers) {
    if (provider.lots.empty()) continue;
    Fields fields;
    stage_.tell("call-monitoring.confirmed", fields.member("provider", provider.id).member("from", "2019-04-01"));
  }
}

void Money::return_books(int year) {
  for (const auto& provider : city_.providers) {
    if (provider.lots.empty()) continue;
    stage_.at(later(stage_.now(), stage_.draw.between(30, 300) * day), [this, id = provider.id,
                                                                        hours = provider.weekly_hours, year] {
      const auto income = hours * 52 * 1'700;
      const auto staff = income * stage_.draw.between(70, 82) / 100;
      const auto overhead = income * stage_.draw.between(10, 20) / 100;
      Fields fields;
      fields.member("provider", id).member("year", year).member("income_pence", income).member("staff_pence", staff);
      fields.member("overhead_pence", overhead).member("surplus_pence", income - staff - overhead);
      stage_.tell("open-book.returned", fields);
    });
  }
}

Pence Money::price_of(const Package& package, Instant at) const {
  const auto found = fees_.find({package.scheme, package.category});
  if (package.scheme.empty() || found == fees_.end()) return package.price_pence;
  const auto& fees = found->second;
  const auto later = std::find_if(fees.begin() + 1, fees.end(), [at](const Fee& fee) { return fee.since > at; });
  const auto standard = (later - 1)->hotel + (later - 1)->care;
  return package.premium ? core::money::adjusted(standard, gold_basis_points) : standard;
}

bool Money::settle_one() {
  constexpr int attempts = 20;
  const int over = period_of(stage_.now()) - 1;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    auto* const package = stage_.draw.percent(50) ? care_.draw_visited() : care_.draw_any();
    if (package == nullptr || package->next_period > over) continue;
    const auto period = payment_period(over);
    const auto& attended = package->attended.period == over ? package->attended : package->attended_before;
    switch (package->category) {
      case Category::home_support:
        // It is paid for what its visits bear out.
        if (attended.period != over || attended.micros == 0) continue;
        invoice(*package, period, core::money::hundredths(attended.micros, hour));
        break;
      case Category::supported_living:
      case Category::day_opportunities:
        invoice(*package, period, hundredths_of_units(*package, 4));
        break;
      case Category::residential:
      case Category::nursing:
        schedule(*package, period);
    }
    package->next_period = over + 1;
    return true;
  }
  return false;
}

void Money::schedule(const Package& package, const PaymentPeriod& period) {
  const auto amount = 4 * price_of(package, period.begin);
  Fields set;
  set.member("package", package.id).member("period", period.name).member("amount_pence", amount);
  stage_.tell("payment-schedule.set", set);
  stage_.at(later(stage_.now(), stage_.draw.between(3, 20) * day),
            [this, id = package.id, period = period.name, amount] {
              Fields fields;
              fields.member("payment", stage_.new_id("payment")).member("package", id).member("period", period);
              stage_.tell("payment.made", fields.member("amount_pence", amount));
            });
}

/// Mostly accepted and paid in time; four in a hundred are queried and corrected first, two are paid late.
void Money::invoice(const Package& package, const PaymentPeriod& period, std::int64_t hundredths) {
  auto& draw = stage_.draw;
  const auto amount =
      core::money::times(price_of(package, period.begin), {.numerator = hundredths, .denominator = 100});
  const auto id = stage_.new_id("invoice");
  const bool queried = draw.percent(4);
  const auto units = core::money::two_places(hundredths);
  Fields fields;
  fields.member("invoice", id).member("package", package.id).member("period", period.name).member("units", units);
  stage_.tell("invoice.received", fields.member("amount_pence", queried ? amount + amount / 10 : amount));
  if (!queried) return pay_invoice(id, amount, draw.between(2, 9));
  stage_.at(later(stage_.now(), draw.between(3, 8) * day), [this, id, units, amount] {
    Fields why;
    stage_.tell("invoice.queried", why.member("invoice", id).member("reason", "does not agree with the visits"));
    stage_.at(later(stage_.now(), stage_.draw.between(3, 15) * day), [this, id, units, amount] {
      Fields corrected;
      corrected.member("invoice", id).member("units", units);
      stage_.tell("invoice.corrected", corrected.member("amount_pence", amount));
      pay_invoice(id, amount, 2);
    });
  });
}

void Money::pay_invoice(const std::string& invoice, Pence amount, std::int64_t days) {
  stage_.at(later(stage_.now(), days * day), [this, invoice, amount] {
    Fields accepted;
    stage_.tell("invoice.accepted", accepted.member("invoice", invoice));
    const auto until_paid = stage_.draw.percent(2) ? stage_.draw.between(30, 60) : stage_.draw.between(3, 18);
    stage_.at(later(stage_.now(), until_paid * day), [this, invoice, amount] {
      Fields fields;
      fields.member("payment", stage_.new_id("payment")).member("invoice", invoice);
      stage_.tell("payment.made", fields.member("amount_pence", amount));
    });
  });
}

}  // namespace careledger::tools::simulation
