#pragma once

#include "projections/readings.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace careledger::projections {

/// To whose services a list may be narrowed: one service, a provider's, an area's.
struct Whose {
  std::optional<std::string_view> service, provider, area;

  [[nodiscard]] bool admits(const services::Details& details) const {
    return (!provider || *provider == details.provider) && (!area || *area == details.area);
  }
};

using ReadService = std::function<core::Result<std::shared_ptr<const services::Service>>(const std::string& id)>;
using VisitService = std::function<core::Result<void>(const std::shared_ptr<const services::Service>&)>;

/// Visits each of those services that is known by then, in the order of their ids. The first error ends it.
[[nodiscard]] core::Result<void> for_each_known(Readings& readings, const Whose& whose, core::event::Sequence known_at,
                                                const VisitService& visit);
/// The same, with as much of each service as `read` tells.
[[nodiscard]] core::Result<void> for_each_known(Readings& readings, const Whose& whose, const ReadService& read,
                                                const VisitService& visit);

}  // namespace careledger::projections
