#pragma once

#include "projections/known_services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::breaches {

using core::Result;
using core::event::Sequence;

/// A breach of contract: recorded by a person, or derived by a rule (AS-3).
struct Breach {
  std::string id;  // a derived one's: `<rule>-<lowest sequence of because>`
  bool derived = false;
  policies::RuleId rule;  // empty: a person raised it
  std::string service;    // or
  std::string provider;
  std::string kind;
  core::time::Instant since;
  Sequence begun_by = 0;  // the event; 0: a deadline, which comes before all events of its instant
  std::vector<Sequence> because;
};

/// All breaches since some instant up to `at`, derived and recorded, oldest first. Of the events that raise one id the
/// latest counts.
[[nodiscard]] Result<std::vector<Breach>> of_market(Readings& readings, const Whose& whose, core::time::Instant at,
                                                    Sequence known_at);

struct Decision {
  core::time::Instant time;
  bool upheld = false;
  std::string remedy;
  std::vector<Sequence> because;
};

/// One breach, with what was found out about it.
struct Investigation {
  Breach breach;
  std::vector<Sequence> evidence;   // the events added as evidence, in the order of their adding, each once
  std::vector<Decision> decisions;  // oldest first; the last one stands
};

/// Fault::not_found where no such breach is known by then.
[[nodiscard]] Result<Investigation> investigation(Readings& readings, const std::string& id, core::time::Instant at,
                                                  Sequence known_at);

}  // namespace careledger::projections::breaches
