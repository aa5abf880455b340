#pragma once

#include "projections/admission/candidate.hpp"

namespace careledger::projections::admission {

// Whether what a member of the data names is there, as known before the candidate, whatever the `time` of what makes
// it: 422 at that member where it is not. A member that is left out, or null, names nothing.
[[nodiscard]] Result<void> refers_to_requirement(const Candidate& candidate, std::string_view member = "requirement");
// An offer that is sealed for the sender is not there.
[[nodiscard]] Result<void> refers_to_offer(const Candidate& candidate);
[[nodiscard]] Result<void> is_offer_for(const Candidate& candidate, const std::string& requirement);
[[nodiscard]] Result<void> refers_to_package(const Candidate& candidate, std::string_view member = "package");
[[nodiscard]] Result<void> refers_to_service(const Candidate& candidate);
/// All that the data names, of those four.
[[nodiscard]] Result<void> refers_to_what_is_there(const Candidate& candidate);

}  // namespace careledger::projections::admission
