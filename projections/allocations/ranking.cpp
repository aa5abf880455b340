#include "projections/allocations/ranking.hpp"

#include <algorithm>
#include <tuple>

namespace careledger::projections::allocations {
namespace {

using policies::Criterion;
using ratings::Band;

__extension__ using Wide = __int128;

/// Unrated ranks below bronze.
int height(Band band) {
  return ratings::is_rated(band) ? static_cast<int>(band) : static_cast<int>(Band::inadequate);
}

/// Negative where `a` goes before `b`. One that has nothing goes last.
template <class T, class Better>
int by_better(const std::optional<T>& a, const std::optional<T>& b, Better better) {
  if (!a || !b) return static_cast<int>(b.has_value()) - static_cast<int>(a.has_value());
  return better(*a, *b) ? -1 : better(*b, *a) ? 1 : 0;
}

constexpr auto higher = [](const auto& a, const auto& b) { return b < a; };
constexpr auto lower = [](const auto& a, const auto& b) { return a < b; };

int compare(Criterion criterion, const Ranked& a, const Ranked& b) {
  switch (criterion) {
    case Criterion::total:
      return by_better(a.total_hundredths, b.total_hundredths, higher);
    case Criterion::lower_price:
      return by_better(a.offer.price_pence, b.offer.price_pence, lower);
    case Criterion::received:
      if (a.offer.received != b.offer.received) return a.offer.received < b.offer.received ? -1 : 1;
      return a.offer.sequence < b.offer.sequence ? -1 : a.offer.sequence > b.offer.sequence ? 1 : 0;
    case Criterion::band:
      return height(b.band) - height(a.band);
    case Criterion::citizen_choice:
      return 0;  // AL-18: a choice moves what is recommended, never a rank
    case Criterion::score:
      return by_better(a.score, b.score, higher);
    case Criterion::feedback:
      return by_better(a.feedback, b.feedback, higher);
    case Criterion::same_area:
      return static_cast<int>(b.same_area) - static_cast<int>(a.same_area);
    case Criterion::cqc_rating:
      return by_better(a.cqc_rank, b.cqc_rank, lower);
  }
  return 0;
}

int by_precedence(const Ranked& a, const Ranked& b) {
  return static_cast<int>(b.precedence.has_value()) - static_cast<int>(a.precedence.has_value());
}

}  // namespace

std::optional<std::string> Ranked::score_text() const {
  if (total_hundredths) return ratings::Score{*total_hundredths, 100, true}.text();
  if (score) return score->text();
  return std::nullopt;
}

Quality quality_of(const services::Service& service, const policies::RatingPolicy& policy, Instant at) {
  std::array<std::optional<ratings::Fact>, ratings::component_names.size()> latest;
  for (const auto& fact : service.facts()) {
    if (fact.time > at) break;
    if (fact.kind == ratings::FactKind::component_scored) latest[static_cast<std::size_t>(fact.component)] = fact;
  }
  Quality quality;
  const ratings::Amendments amendments(service.amended);
  ratings::Score score{.numerator = 0, .denominator = 0, .decimals = true};
  for (std::size_t i = 0; i < latest.size(); ++i) {
    const std::int64_t weight = policy.component_weights[i];
    if (!latest[i] || weight == 0) continue;
    score.numerator += weight * latest[i]->score;
    score.denominator += weight;
    const auto because = amendments.of(latest[i]->sequence);
    quality.because.insert(quality.because.end(), because.begin(), because.end());
  }
  if (score.denominator != 0) quality.score = score;
  return quality;
}

std::int64_t total_hundredths(const TotalOf& of, const policies::AllocationPolicy& policy) {
  // AL-12: the quality score, or the mean of it and the broker's.
  auto quality = of.quality.value_or(ratings::Score{.numerator = 0, .denominator = 1});
  if (of.outcomes_score) {
    quality.numerator += *of.outcomes_score * quality.denominator;
    quality.denominator *= 2;
  }
  // quality × its percentage + (lowest ÷ price × 100) × its percentage, in hundredths of a point.
  const Wide denominator = Wide{quality.denominator} * of.price_pence;
  const Wide numerator = Wide{policy.quality_percent} * quality.numerator * of.price_pence +
                         Wide{100} * policy.price_percent * of.lowest_pence * quality.denominator;
  return static_cast<std::int64_t>((2 * numerator + denominator) / (2 * denominator));
}

void sort_by(std::vector<Ranked>& ranking, std::span<const Criterion> order) {
  std::sort(ranking.begin(), ranking.end(), [order](const Ranked& a, const Ranked& b) {
    if (const int first = by_precedence(a, b); first != 0) return first < 0;
    for (const Criterion criterion : order) {
      if (const int difference = compare(criterion, a, b); difference != 0) return difference < 0;
    }
    return compare(Criterion::received, a, b) < 0;
  });
}

std::size_t count_first(const std::vector<Ranked>& ranking, std::span<const Criterion> order) {
  const auto shares = [&](const Ranked& each) {
    if (by_precedence(each, ranking.front()) != 0) return false;
    for (const Criterion criterion : order) {
      if (compare(criterion, each, ranking.front()) != 0) return false;
      if (criterion != Criterion::same_area) return true;
    }
    return true;
  };
  return static_cast<std::size_t>(std::count_if(ranking.begin(), ranking.end(), shares));
}

}  // namespace careledger::projections::allocations
