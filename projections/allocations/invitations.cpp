#include "projections/allocations/invitations.hpp"

#include "projections/allocations/eligibility.hpp"
#include "projections/allocations/rules_of.hpp"

namespace careledger::projections::allocations {

Result<Invitations> invitations(Readings& readings, const Requirement& requirement, const Moment& moment) {
  const auto policy = rules_of(readings, requirement, moment.known_at);
  if (!policy) return core::fail(policy.error());
  Eligibility eligibility(readings, requirement, **policy, moment);
  Invitations invitations;
  for (const auto& id : readings.service_ids()) {
    const auto service = readings.service(id, moment.known_at);
    if (!service && service.error().fault == core::Fault::not_found) continue;
    if (!service) return core::fail(service.error());
    if ((*service)->details.category != requirement.category) continue;
    auto bar = eligibility.bar_to_invitation(id);
    if (!bar) return core::fail(std::move(bar.error()));
    if (*bar) {
      invitations.not_invited.push_back({id, std::move(**bar)});
    } else {
      invitations.invited.push_back(id);
    }
  }
  return invitations;
}

}  // namespace careledger::projections::allocations
