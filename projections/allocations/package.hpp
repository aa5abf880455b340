#pragma once

#include "projections/allocations/requirement.hpp"

#include <array>
#include <string_view>

namespace careledger::projections::allocations {

/// Where a package's own price comes from.
enum class PriceSource : std::uint8_t { offered, host_rate, placed, varied };
inline constexpr std::array<std::string_view, 4> price_source_names{"offered", "host_rate", "placed", "varied"};

struct AgreedPrice {
  std::int64_t pence = 0;
  PriceSource source = PriceSource::offered;
  Instant since;
  std::vector<Sequence> because;
};

/// A change of what is bought, from `since` on. Only what it changes is there.
struct Variation {
  Instant since;
  std::string units_per_week;
  std::string tier;
  std::optional<std::int64_t> carers;
  std::optional<std::int64_t> price_pence;
  std::string reason;
  std::vector<Sequence> because;
};

struct TopUp {
  std::int64_t amount_pence = 0;
  std::string payer;
  std::string reason;
  Instant since;
  std::vector<Sequence> because;
};

/// How a package ended, or is to end.
struct Ending {
  enum class Kind : std::uint8_t { ended, handed_back };
  Kind kind = Kind::ended;
  std::string by;       // ended: provider, council, citizen
  bool forced = false;  // handed back
  Instant since;        // when it was said
  Instant until;        // from when nothing is owed: handed back, after the last day
  std::vector<Sequence> because;
};

/// A package of care at some moment, by an award or a placement. What was bought is told also before it was; what
/// happened to it since is not.
struct Package {
  std::string package;
  bool placed = false;      // outside a tender
  std::string requirement;  // awarded
  std::string offer;        // awarded
  std::string service;
  std::string provider;  // the service's, by its latest registration; empty where none is known
  std::string citizen;
  std::string scheme;  // empty: placed under none
  std::string category;
  std::string area;  // of the requirement
  std::string unit;
  Instant awarded;        // or placed
  Sequence sequence = 0;  // of the award or placement: what it rests on is known by the one before
  std::vector<Sequence> because;

  std::string units_per_week;  // as varied by then, like those below
  std::string tier;            // empty: the standard one
  std::optional<std::int64_t> carers;
  std::optional<AgreedPrice> price;

  std::vector<Variation> variations;
  std::vector<TopUp> top_ups;
  std::optional<Instant> started;
  std::optional<Ending> ending;
  std::string replaced_by;  // the requirement published in its place

  /// From its award or placement until it ends.
  [[nodiscard]] bool in_force(Instant at) const { return awarded <= at && (!ending || at < ending->until); }
};

/// Nothing where no event known by then makes it. A second award or placement of the same id replaces the first.
[[nodiscard]] Result<std::optional<Package>> package_of(Readings& readings, const std::string& id,
                                                        const Moment& moment);

}  // namespace careledger::projections::allocations
