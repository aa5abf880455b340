#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace careledger::projections::reports {

/// The indicators by which the strategy of 2018 judged what the framework had done to the market.
enum class Measure : std::uint8_t {
  market_growth,
  client_growth,
  new_providers,
  registered_providers,
  clients_with_good,
  good_providers_before,
  good_providers,
  fully_tendered,
  good_awards,
  cancelled_without_offers,
};

enum class Unit : std::uint8_t { percent, per_month, providers };

/// What a measure counts. The texts are ours; `assumed` is empty where the document leaves nothing open.
struct Definition {
  Measure measure;
  std::string_view id;
  std::string_view indicator;
  Unit unit;
  std::string_view definition;
  std::string_view assumed;
};

/// All of them, in the order of the document's table.
[[nodiscard]] std::span<const Definition> definitions();
/// Null where there is none of that id.
[[nodiscard]] const Definition* definition_of(std::string_view id);

/// An effect that the document reports beside its table, and why no event tells of it.
struct Unmeasured {
  std::string_view id;
  std::string_view indicator;
  std::string_view why;
};
[[nodiscard]] std::span<const Unmeasured> unmeasured();

/// Where the document has them.
struct Clause {
  std::string_view document;
  std::string_view section;
};
inline constexpr Clause measured_in{"Commissioning strategy 2018", "Drivers for change, table 1"};
inline constexpr Clause told_beside{"Commissioning strategy 2018", "Drivers for change, analysis below table 1"};

[[nodiscard]] std::string_view text(Unit unit);

}  // namespace careledger::projections::reports
