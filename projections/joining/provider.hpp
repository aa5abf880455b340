#pragma once

#include "projections/moment.hpp"
#include "projections/readings.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace careledger::projections::joining {

using core::Result;
using core::event::Sequence;

/// A provider's details. Those of its registration, with each change on top; a second registration replaces the first
/// with all its changes. Texts are empty where nothing is said.
struct Provider {
  bool registered = false;
  std::string name;
  std::string company_number;
  std::string cqc_provider;
  std::optional<std::int64_t> weekly_hours;  // nothing: new to the city
  std::vector<Sequence> hours_by;            // the event that said so last, with its corrections
  std::vector<Sequence> because;             // the registration and the changes, with their corrections
};

[[nodiscard]] Result<Provider> provider_at(const Readings& readings, const std::string& provider, const Moment& moment);

/// Whether any event known by then registers it, whatever that event's `time`.
[[nodiscard]] Result<bool> is_registered(const Readings& readings, const std::string& provider, Sequence known_at);

/// The services whose latest known registration names the provider, ascending by id.
[[nodiscard]] Result<std::vector<std::string>> services_of(const Readings& readings, const std::string& provider,
                                                           Sequence known_at);

}  // namespace careledger::projections::joining
