#pragma once

#include "projections/ratings/band.hpp"
#include "projections/ratings/inspection_terms.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace careledger::projections::policies {

/// How many of the five domains were rated so; the four add up to five.
struct Combination {
  int gold;
  int silver;
  int bronze;
  int inadequate;
  bool operator==(const Combination&) const = default;
};

/// QR-11: the base of a score by the combination of the domains' ratings, or by the band alone.
class ScoreTable {
 public:
  struct Row {
    ratings::Band band = ratings::Band::unrated;  // unrated: the table has no such row
    std::int16_t base = 0;
  };

  void set(const Combination& combination, Row row) { rows_[place(combination)] = row; }
  void set_default(ratings::Band band, int base) { defaults_[static_cast<std::size_t>(band)] = base; }

  [[nodiscard]] Row row(const Combination& combination) const { return rows_[place(combination)]; }
  [[nodiscard]] int default_base(ratings::Band band) const { return defaults_[static_cast<std::size_t>(band)]; }

  /// The row's base where all five domains are rated and the row's band is `beneath`; else the default of `beneath`,
  /// which is a rated band.
  [[nodiscard]] int base(ratings::DomainRatings domains, ratings::Band beneath) const {
    return row_of(domains, beneath).value_or(default_base(beneath));
  }
  /// The row's base alone, where it applies.
  [[nodiscard]] std::optional<int> row_of(ratings::DomainRatings domains, ratings::Band beneath) const;

 private:
  static std::size_t place(const Combination& c) {
    return static_cast<std::size_t>((c.gold * 6 + c.silver) * 6 + c.bronze);
  }

  std::array<Row, 216> rows_{};
  std::array<int, ratings::rated_band_count> defaults_{};
};

/// Why a table may not rank offers (QR-11), as a sentence; nothing where it may. `largest_adjustment`: by which
/// feedback moves a score at the most.
[[nodiscard]] std::optional<std::string_view> broken_score_table(const ScoreTable& table, int largest_adjustment);

}  // namespace careledger::projections::policies
