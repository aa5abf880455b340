#pragma once

#include "tools/cqc/place.hpp"
#include "tools/cqc/plan.hpp"

#include <string_view>
#include <vector>

namespace careledger::tools::cqc {

/// Appends an inspection for each overall rating that the CQC published of the location: historic and current ones,
/// and those of the assessments that it makes since 2023. All are full ones, as each states the overall rating anew;
/// the five key questions are no domains of a council's inspection, and are left out. A predecessor's ratings, which a
/// location takes over when it is registered anew, are its own like the others.
void plan_inspections(const Place& location, std::string_view service, std::vector<Planned>& events);

}  // namespace careledger::tools::cqc
