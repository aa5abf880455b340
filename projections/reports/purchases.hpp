#pragma once

#include "projections/allocations/package.hpp"
#include "projections/reports/market.hpp"

#include <map>
#include <memory>
#include <span>

namespace careledger::projections::reports {

/// Why a requirement was cancelled, as its event says it.
inline constexpr std::string_view no_offers = "no_offers";

/// A package with its service; no service where no event known tells of it.
struct Bought {
  allocations::Package package;
  std::shared_ptr<const services::Service> service;

  /// Whether the service was rated good then.
  [[nodiscard]] bool is_good(core::time::Instant instant) const;
  void add_rating(core::time::Instant instant, std::vector<Sequence>& because) const;
};
/// The packages of the part of the market that were bought by then. One that no requirement places in an area is where
/// its service is.
[[nodiscard]] Result<std::vector<Bought>> bought_by(Readings& readings, const Question& question,
                                                    core::time::Instant instant);

/// A citizen with packages in force at some instant.
struct Client {
  bool good = true;  // each of them is with a service rated so
  std::vector<Sequence> bought_by;
  std::vector<Sequence> rated_by;
};
/// By their ids; `bought`: by that instant.
[[nodiscard]] std::map<std::string, Client> clients_at(std::span<const Bought> bought, core::time::Instant instant);

/// The events that ended packages by then, by their citizens.
[[nodiscard]] std::map<std::string, std::vector<Sequence>> endings_by(std::span<const Bought> bought,
                                                                      core::time::Instant instant);

/// A package bought in the period: awarded, or placed outside a tender.
struct Purchase {
  std::string package;
  bool placed = false;
  bool good = false;  // the service was rated so when it was bought
  std::vector<Sequence> bought_by;
  std::vector<Sequence> rated_by;
};
[[nodiscard]] std::vector<Purchase> purchases_in(std::span<const Bought> bought, const Period& period);

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
