#include "projections/policies/score_table.hpp"

#include <algorithm>
#include <vector>

namespace careledger::projections::policies {
namespace {

using ratings::Band;

constexpr int domains = 5;

std::vector<Combination> all_combinations() {
  std::vector<Combination> all;
  for (int gold = 0; gold <= domains; ++gold) {
    for (int silver = 0; gold + silver <= domains; ++silver) {
      for (int bronze = 0; gold + silver + bronze <= domains; ++bronze) {
        all.push_back({gold, silver, bronze, domains - gold - silver - bronze});
      }
    }
  }
  return all;
}

// Sorted best first, each domain of `a` is at least as good as that of `b`.
bool at_least_as_good(const Combination& a, const Combination& b) {
  return a.gold >= b.gold && a.gold + a.silver >= b.gold + b.silver &&
         a.gold + a.silver + a.bronze >= b.gold + b.silver + b.bronze;
}

bool monotonic(const ScoreTable& table, const std::vector<Combination>& all) {
  for (const Combination& a : all) {
    for (const Combination& b : all) {
      if (!at_least_as_good(a, b)) continue;
      const ScoreTable::Row better = table.row(a);
      const ScoreTable::Row worse = table.row(b);
      if (better.base < worse.base || better.band < worse.band) return false;
    }
  }
  return table.default_base(Band::inadequate) <= table.default_base(Band::bronze) &&
         table.default_base(Band::bronze) <= table.default_base(Band::silver) &&
         table.default_base(Band::silver) <= table.default_base(Band::gold);
}

std::vector<int> bases(const ScoreTable& table, const std::vector<Combination>& all) {
  std::vector<int> bases;
  for (const Combination& combination : all) bases.push_back(table.row(combination).base);
  for (const Band band : {Band::inadequate, Band::bronze, Band::silver, Band::gold}) {
    bases.push_back(table.default_base(band));
  }
  std::sort(bases.begin(), bases.end());
  return bases;
}

}  // namespace

std::optional<int> ScoreTable::row_of(ratings::DomainRatings rated, Band beneath) const {
  std::array<int, ratings::rated_band_count> count{};
  for (std::size_t domain = 0; domain < domains; ++domain) {
    const Band band = rated.of(domain);
    if (!ratings::is_rated(band)) return std::nullopt;
    ++count[static_cast<std::size_t>(band)];
  }
  const Row found = row({.gold = count[3], .silver = count[2], .bronze = count[1], .inadequate = count[0]});
  if (found.band != beneath) return std::nullopt;
  return found.base;
}

// QR-11
std::optional<std::string_view> broken_score_table(const ScoreTable& table, int largest_adjustment) {
  const std::vector<Combination> all = all_combinations();
  const auto missing = [&](const Combination& combination) { return table.row(combination).band == Band::unrated; };
  if (std::any_of(all.begin(), all.end(), missing)) return "the score table lacks a combination of domain ratings";
  const std::vector<int> sorted = bases(table, all);
  if (sorted.front() < 0 || sorted.back() > 100) return "a base of the score table is not within 0 to 100";
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const int gap = sorted[i] - sorted[i - 1];
    if (gap != 0 && gap <= 2 * largest_adjustment) {
      return "bases of different worth lie so close that feedback could carry one past the other";
    }
  }
  if (!monotonic(table, all)) return "the score table gives a better combination of domain ratings less";
  return std::nullopt;
}

}  // namespace careledger::projections::policies
