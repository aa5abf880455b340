#pragma once

#include "projections/reports/market.hpp"

#include <map>

namespace careledger::projections::reports {

/// A provider on the framework at some instant: it has a service of the part of the market that is enrolled.
struct Presence {
  bool good = true;                   // each of its enrolled services is rated so
  bool registered = false;            // one of them is in the city and not dormant
  std::vector<Sequence> enrolled_by;  // how they came to be enrolled
  std::vector<Sequence> rated_by;
  std::vector<Sequence> registered_by;
};
using Presences = std::map<std::string, Presence>;
/// The events that ended enrolments of a provider's services, of those that did not begin anew.
using Departures = std::map<std::string, std::vector<Sequence>>;

struct Framework {
  Presences present;
  Departures departed;
};
[[nodiscard]] Result<Framework> framework_at(Readings& readings, const Question& question, core::time::Instant instant);

/// How a provider first came to be on the framework.
struct Entry {
  core::time::Instant since;
  std::vector<Sequence> because;
};
/// Of all that did by the end of the period.
[[nodiscard]] Result<std::map<std::string, Entry>> first_entries(Readings& readings, const Question& question);

/// Whether that is what the document calls good: good by score; gold or silver by band.
[[nodiscard]] bool is_good(const services::Service& service, core::time::Instant instant);

}  // namespace careledger::projections::reports
