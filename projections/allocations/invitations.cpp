#include "projections/allocations/invitations.hpp"

#include "projections/allocations/eligibility.hpp"
#include "projections/allocations/rules_of.hpp"
#include "projections/known_services.hpp"

namespace careledger::projections::allocations {

Result<Invitations> invitations(Readings& readings, const Requirement& requirement, const Moment& moment) {
  const auto policy = rules_of(readings, requirement, moment.known_at);
  if (!policy) return core::fail(policy.error());
  Eligibility eligibility(readings, requirement, **policy, moment);
  Invitations invitations;
  auto visited = for_each_known(readings, {}, moment.known_at, [&](const auto& service) -> Result<void> {
    if (service->details.category != requirement.category) return {};
    auto bar = eligibility.bar_to_invitation(service->id);
    if (!bar) return core::fail(std::move(bar.error()));
    if (*bar) {
      invitations.not_invited.push_back({service->id, std::move(**bar)});
    } else {
      invitations.invited.push_back(service->id);
    }
    return {};
  });
  if (!visited) return core::fail(std::move(visited.error()));
  return invitations;
}

}  // namespace careledger::projections::allocations
