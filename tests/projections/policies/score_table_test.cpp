#include "projections/policies/score_table.hpp"

#include <doctest/doctest.h>

using namespace careledger::projections::policies;
using careledger::projections::ratings::Band;
using careledger::projections::ratings::DomainRatings;

namespace {

// A table that gives twenty points for each step of each domain... and bands by the number of golds and silvers.
ScoreTable plain_table() {
  ScoreTable table;
  for (int gold = 0; gold <= 5; ++gold) {
    for (int silver = 0; gold + silver <= 5; ++silver) {
      for (int bronze = 0; gold + silver + bronze <= 5; ++bronze) {
        const int inadequate = 5 - gold - silver - bronze;
        const int worth = 3 * gold + 2 * silver + bronze;  // 0 to 15
        const Band band = worth >= 12  ? Band::gold
                          : worth >= 8 ? Band::silver
                          : worth >= 4 ? Band::bronze
                                       : Band::inadequate;
        table.set({.gold = gold, .silver = silver, .bronze = bronze, .inadequate = inadequate},
                  {band, static_cast<std::int16_t>(5 + 6 * worth)});
      }
    }
  }
  table.set_default(Band::inadequate, 11);
  table.set_default(Band::bronze, 35);
  table.set_default(Band::silver, 53);
  table.set_default(Band::gold, 77);
  return table;
}

DomainRatings domains(std::initializer_list<Band> bands) {
  DomainRatings ratings;
  std::size_t domain = 0;
  for (const Band band : bands) ratings.set(domain++, band);
  return ratings;
}

}  // namespace

TEST_CASE("QR-11: the row of the domains, in any order, where its band is the band beneath") {
  using enum Band;
  const ScoreTable table = plain_table();
  CHECK(table.base(domains({gold, gold, gold, gold, silver}), gold) == 89);
  CHECK(table.base(domains({silver, gold, gold, gold, gold}), gold) == 89);
  CHECK(table.base(domains({silver, gold, gold, gold, gold}), silver) == 53);  // the row is gold
  CHECK(table.base(domains({silver, gold, gold, gold}), gold) == 77);          // a domain is missing
  CHECK(table.base({}, inadequate) == 11);
}

TEST_CASE("QR-11: bases of different worth are at least five apart, and never less for better domains") {
  CHECK_FALSE(broken_score_table(plain_table(), 2).has_value());
  CHECK(broken_score_table(plain_table(), 3).has_value());
  ScoreTable close = plain_table();
  close.set_default(Band::gold, 80);
  CHECK(broken_score_table(close, 2).has_value());
  ScoreTable falling = plain_table();
  falling.set({.gold = 5, .silver = 0, .bronze = 0, .inadequate = 0}, {Band::gold, 5});
  CHECK(broken_score_table(falling, 2).has_value());
  ScoreTable worse_band = plain_table();
  worse_band.set({.gold = 5, .silver = 0, .bronze = 0, .inadequate = 0}, {Band::silver, 95});
  CHECK(broken_score_table(worse_band, 2).has_value());
  ScoreTable defaults = plain_table();
  defaults.set_default(Band::silver, 89);
  CHECK(broken_score_table(defaults, 2).has_value());
  ScoreTable high = plain_table();
  high.set({.gold = 5, .silver = 0, .bronze = 0, .inadequate = 0}, {Band::gold, 101});
  CHECK(broken_score_table(high, 2).has_value());
  CHECK(broken_score_table(ScoreTable{}, 2).has_value());
}
