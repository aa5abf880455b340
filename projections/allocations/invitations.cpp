#include "projections/allocations/invitations.hpp"

#include "projections/allocations/eligibility.hpp"
#include "projections/allocations/rules_of.hpp"
#include "projections/known_services.hpp"

namespace careledger::projections::allocations {

Result<Invitations> invitations(Readings& readings, const Requirement& requirement, const Moment& moment) {
  const auto policy = rules_of(readings, requirement, moment.known_at);
  if (!policy) return core::fail(policy.error());
  // IN-1: it is put to the market until it closes; who was invited then is not changed by what comes after.
  const Moment open{.at = std::min(moment.at, requirement.closes), .known_at = moment.known_at};
  Eligibility eligibility(readings, requirement, **policy, open);
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
