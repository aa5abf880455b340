#pragma once

#include "tools/cqc/place.hpp"
#include "tools/cqc/plan.hpp"

#include <string_view>
#include <vector>

namespace careledger::tools::cqc {

/// Appends the provider, the service and what became of its registration: dormant, registered again, cancelled.
void plan_registration(const Place& location, std::string_view id, std::vector<Planned>& events);

}  // namespace careledger::tools::cqc
