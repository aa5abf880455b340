#pragma once

#include "projections/readings.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::joining {

using core::Result;
using core::event::Sequence;

/// What the latest known registration says of a service, whatever that event's `time`. Texts are empty, and `places`
/// nothing, where it says nothing.
struct ServiceRegistration {
  std::vector<Sequence> because;  // the event and its corrections
  std::string provider;
  std::string name;
  std::string category;
  std::string area;
  std::string location;  // `in_city` where it says nothing
  std::string host_authority;
  std::string cqc_location;
  std::string postcode;
  std::optional<std::int64_t> places;
  std::vector<std::string> needs;  // the need groups that the service declares

  [[nodiscard]] bool declares(std::string_view need) const;
  [[nodiscard]] bool is_out_of_city() const { return location == "out_of_city"; }
};

/// Nothing where no event known by then registers the service.
[[nodiscard]] Result<std::optional<ServiceRegistration>> registration_of(const Readings& readings,
                                                                         const std::string& service, Sequence known_at);

}  // namespace careledger::projections::joining
