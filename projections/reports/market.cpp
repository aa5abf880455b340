#include "projections/reports/market.hpp"

#include "core/money/quantity.hpp"
#include "projections/reports/providers.hpp"
#include "projections/reports/purchases.hpp"

#include <algorithm>
#include <cstdlib>

namespace careledger::projections::reports {
namespace {

using core::fail;
using Fate = Tender::Fate;

constexpr std::int64_t percent = 100;

/// All that the figures are made of.
struct Market {
  Framework before, after;
  std::map<std::string, Entry> entries;
  std::map<std::string, Client> clients_before, clients_after;
  std::map<std::string, std::vector<Sequence>> clients_endings;
  std::vector<Purchase> purchases;
  std::vector<Tender> tenders;
};

template <class Read>
Result<void> take(Read&& read, auto& into) {
  if (!read) return fail(std::move(read.error()));
  into = std::move(*read);
  return {};
}

Result<Market> survey(Readings& readings, const Question& question) {
  Market market;
  const auto& period = question.period;
  auto taken = take(framework_at(readings, question, period.before()), market.before);
  if (taken) taken = take(framework_at(readings, question, period.last()), market.after);
  if (taken) taken = take(first_entries(readings, question), market.entries);
  if (taken) taken = take(tenders_in(readings, question), market.tenders);
  std::vector<Bought> before, after;
  if (taken) taken = take(bought_by(readings, question, period.before()), before);
  if (taken) taken = take(bought_by(readings, question, period.last()), after);
  if (!taken) return fail(std::move(taken.error()));
  market.clients_before = clients_at(before, period.before());
  market.clients_after = clients_at(after, period.last());
  market.clients_endings = endings_by(after, period.last());
  market.purchases = purchases_in(after, period);
  return market;
}

std::vector<Sequence> joined(std::vector<Sequence> because, const std::vector<Sequence>& more = {}) {
  because.insert(because.end(), more.begin(), more.end());
  std::sort(because.begin(), because.end());
  because.erase(std::unique(because.begin(), because.end()), because.end());
  return because;
}

/// A part of a whole: it counts in the denominator, and in the numerator where it `counts`.
Counted part(std::string_view kind, const std::string& id, bool counts, std::string_view as,
             std::vector<Sequence> because) {
  return {
      .kind = kind, .id = id, .as = as, .numerator = counts ? 1 : 0, .denominator = 1, .because = std::move(because)};
}

/// Who came and who left, and who was there before. `ended`: what ended for each.
template <class Things>
void add_growth(std::string_view kind, const Things& before, const Things& after,
                const std::map<std::string, std::vector<Sequence>>& ended,
                std::vector<Sequence> Things::mapped_type::*because, std::vector<Counted>& counted) {
  for (const auto& [id, thing] : after) {
    const bool stayed = before.contains(id);
    counted.push_back({.kind = kind,
                       .id = id,
                       .as = stayed ? "stayed" : "came",
                       .numerator = stayed ? 0 : 1,
                       .denominator = stayed ? 1 : 0,
                       .because = joined(thing.*because)});
  }
  for (const auto& [id, thing] : before) {
    if (after.contains(id)) continue;
    const auto left_by = ended.find(id);
    counted.push_back(
        {.kind = kind,
         .id = id,
         .as = "left",
         .numerator = -1,
         .denominator = 1,
         .because = joined(thing.*because, left_by == ended.end() ? std::vector<Sequence>() : left_by->second)});
  }
}

constexpr std::string_view provider = "provider";
constexpr std::string_view citizen = "citizen";
constexpr std::string_view requirement = "requirement";
constexpr std::string_view package = "package";

std::string_view rated(bool good) {
  return good ? "good" : "not_good";
}

void add_rated(const Presences& presences, std::vector<Counted>& counted) {
  for (const auto& [id, each] : presences) {
    counted.push_back(part(provider, id, each.good, rated(each.good), joined(each.enrolled_by, each.rated_by)));
  }
}

void add_tendered(const Market& market, std::vector<Counted>& counted) {
  for (const auto& each : market.tenders) {
    if (each.fate == Fate::open) {
      counted.push_back({.kind = requirement, .id = each.requirement, .as = "open", .because = joined(each.because)});
    } else {
      const bool full = each.fate == Fate::closed;
      counted.push_back(
          part(requirement, each.requirement, full, full ? "closed" : "broken_off", joined(each.because)));
    }
  }
  for (const auto& each : market.purchases) {
    if (each.placed) counted.push_back(part(package, each.package, false, "placed", joined(each.bought_by)));
  }
}

std::vector<Counted> counted_by(const Market& market, const Period& period, Measure measure) {
  std::vector<Counted> counted;
  switch (measure) {
    case Measure::market_growth:
      add_growth(provider, market.before.present, market.after.present, market.after.departed, &Presence::enrolled_by,
                 counted);
      break;
    case Measure::client_growth:
      add_growth(citizen, market.clients_before, market.clients_after, market.clients_endings, &Client::bought_by,
                 counted);
      break;
    case Measure::new_providers:
      for (const auto& [id, entry] : market.entries) {
        if (!period.has(entry.since)) continue;
        counted.push_back({.kind = provider, .id = id, .as = "new", .numerator = 1, .because = joined(entry.because)});
      }
      break;
    case Measure::registered_providers:
      for (const auto& [id, each] : market.after.present) {
        counted.push_back(part(provider, id, each.registered, each.registered ? "registered" : "not_registered",
                               joined(each.enrolled_by, each.registered_by)));
      }
      break;
    case Measure::clients_with_good:
      for (const auto& [id, each] : market.clients_after) {
        counted.push_back(part(citizen, id, each.good, rated(each.good), joined(each.bought_by, each.rated_by)));
      }
      break;
    case Measure::good_providers_before:
      add_rated(market.before.present, counted);
      break;
    case Measure::good_providers:
      add_rated(market.after.present, counted);
      break;
    case Measure::fully_tendered:
      add_tendered(market, counted);
      break;
    case Measure::good_awards:
      for (const auto& each : market.purchases) {
        if (each.placed) continue;
        counted.push_back(
            part(package, each.package, each.good, rated(each.good), joined(each.bought_by, each.rated_by)));
      }
      break;
    case Measure::cancelled_without_offers:
      for (const auto& each : market.tenders) {
        if (each.fate == Fate::open) continue;
        counted.push_back(part(requirement, each.requirement, each.without_offers,
                               each.without_offers ? no_offers : "other", joined(each.because)));
      }
      break;
  }
  std::sort(counted.begin(), counted.end(),
            [](const Counted& a, const Counted& b) { return std::tie(a.kind, a.id) < std::tie(b.kind, b.id); });
  return counted;
}

}  // namespace

bool Selection::has_category(std::string_view category) const {
  return categories.empty() || std::find(categories.begin(), categories.end(), category) != categories.end();
}

std::optional<std::string> Figure::value() const {
  if (definition->unit == Unit::providers) return std::to_string(numerator);
  if (denominator == 0) return std::nullopt;
  const std::int64_t parts = std::abs(numerator) * (definition->unit == Unit::percent ? percent : 1);
  const auto size = core::money::hundredths(parts, denominator);
  return core::money::two_places(numerator < 0 ? -size : size);
}

Result<std::vector<Figure>> market_report(Readings& readings, const Question& question) {
  const auto market = survey(readings, question);
  if (!market) return fail(market.error());
  std::vector<Figure> figures;
  for (const auto& definition : definitions()) {
    Figure figure{.definition = &definition, .counted = counted_by(*market, question.period, definition.measure)};
    for (const auto& each : figure.counted) {
      figure.numerator += each.numerator;
      figure.denominator += each.denominator;
    }
    if (definition.measure == Measure::new_providers) {
      const auto length = months_of(question.period);
      const int scale = length.days > 0 ? length.month_days : 1;
      figure.numerator *= scale;
      figure.denominator = std::int64_t{length.months} * scale + length.days;
    }
    figures.push_back(std::move(figure));
  }
  return figures;
}

}  // namespace careledger::projections::reports
