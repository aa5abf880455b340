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

/// Visits each of those services that is known by then, in the order of their ids. The first error ends it.
[[nodiscard]] core::Result<void> for_each_known(
    Readings& readings, const Whose& whose, core::event::Sequence known_at,
    const std::function<core::Result<void>(const std::shared_ptr<const services::Service>&)>& visit);

}  // namespace careledger::projections
