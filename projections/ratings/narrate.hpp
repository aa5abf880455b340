#pragma once

#include "projections/ratings/standing.hpp"

#include <optional>
#include <string>
#include <string_view>

/// Why a rule held or did not, as a sentence for the person who asks. Only a traced fold calls any of this.
namespace careledger::projections::ratings::narrate {

[[nodiscard]] std::string rates_nothing(const Fact& inspection);
[[nodiscard]] std::string cqc_inadequate(const Fact& inspection);
[[nodiscard]] std::string cqc_lift(const Fact& inspection, const Fact& latest_inadequate, bool lifts);
[[nodiscard]] std::string does_not_count(const Fact& inspection);
[[nodiscard]] std::string full(const Fact& inspection, const Fact* last, bool replaces);
[[nodiscard]] std::string no_band_yet(const Fact& inspection);
[[nodiscard]] std::string smaller(const Fact& inspection, Band outcome, Band beneath);
[[nodiscard]] std::string validation(Band outcome, Band beneath, bool claimed);
[[nodiscard]] std::string ceiling(Band outcome, Band raised);

[[nodiscard]] std::string claim();
[[nodiscard]] std::string statement(const Fact& statement, Band beneath, Band declared);
[[nodiscard]] std::string received();
[[nodiscard]] std::string missed(core::time::Date due);
[[nodiscard]] std::string next_due(core::time::Date due);
[[nodiscard]] std::string extended(core::time::Date due);
[[nodiscard]] std::string falsified();

[[nodiscard]] std::string approved(std::optional<core::time::Date> due);
[[nodiscard]] std::string asked(bool stops);
[[nodiscard]] std::string lapsed(core::time::Date due);
[[nodiscard]] std::string completed(bool raises, Band beneath);
[[nodiscard]] std::string failed();
[[nodiscard]] std::string review();
[[nodiscard]] std::string falsified_lift(bool lifts);

[[nodiscard]] std::string transition(std::string_view scheme, Band band);
[[nodiscard]] std::string person(const Fact& suspension);
[[nodiscard]] std::string hold(const Hold& hold, bool shows);
[[nodiscard]] std::string shown(Band shown, Band beneath);
[[nodiscard]] std::string base(const Score& score, int adjustment, bool by_domains, Band band);

}  // namespace careledger::projections::ratings::narrate
