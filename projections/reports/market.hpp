#pragma once

#include "projections/readings.hpp"
#include "projections/reports/measures.hpp"
#include "projections/reports/period.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::reports {

using core::Result;
using core::event::Sequence;

/// Which part of the market is meant.
struct Selection {
  std::vector<std::string> categories;  // any of them; none: all care
  std::optional<std::string> area;

  [[nodiscard]] bool has_category(std::string_view category) const;
};

/// One provider, citizen, requirement or package that a figure counts, and what it adds to its two numbers.
struct Counted {
  std::string_view kind;
  std::string id;
  std::string_view as;  // how it was taken
  int numerator = 0;
  int denominator = 0;
  std::vector<Sequence> because;  // ascending, each once
};

struct Figure {
  const Definition* definition = nullptr;
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  std::vector<Counted> counted;  // by id

  /// The one over the other by the unit, half-up to two places; nothing where there is nothing to divide by.
  [[nodiscard]] std::optional<std::string> value() const;
};

/// What is asked: of which part, when, and with the knowledge of when. Awards for the requirements that are `sealed` by
/// the server's clock are left out of all.
struct Question {
  Selection selection;
  Period period;
  Sequence known_at = 0;
  std::set<std::string, std::less<>> sealed;
};

/// One figure a definition, in their order. Reads all services, and all requirements and packages up to then.
[[nodiscard]] Result<std::vector<Figure>> market_report(Readings& readings, const Question& question);

}  // namespace careledger::projections::reports
