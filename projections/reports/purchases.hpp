#pragma once

#include "projections/allocations/package.hpp"
#include "projections/reports/market.hpp"

#include <map>

namespace careledger::projections::reports {

/// Why a requirement was cancelled, as its event says it.
inline constexpr std::string_view no_offers = "no_offers";

/// A citizen with packages in force at some instant.
struct Client {
  bool good = true;  // each of them is with a service rated so
  std::vector<Sequence> bought_by;
  std::vector<Sequence> rated_by;
};
[[nodiscard]] Result<std::map<std::string, Client>> clients_at(Readings& readings, const Question& question,
                                                               core::time::Instant instant);

/// A package bought in the period: awarded, or placed outside a tender.
struct Purchase {
  std::string package;
  bool placed = false;
  bool good = false;  // the service was rated so when it was bought
  std::vector<Sequence> bought_by;
  std::vector<Sequence> rated_by;
};
[[nodiscard]] Result<std::vector<Purchase>> purchases_in(Readings& readings, const Question& question);

/// What became of a requirement that was published in the period, by its end.
struct Tender {
  enum class Fate : std::uint8_t { open, broken_off, closed };
  std::string requirement;
  Fate fate = Fate::open;
  bool without_offers = false;  // cancelled for want of them
  std::vector<Sequence> because;
};
[[nodiscard]] Result<std::vector<Tender>> tenders_in(Readings& readings, const Question& question);

}  // namespace careledger::projections::reports
