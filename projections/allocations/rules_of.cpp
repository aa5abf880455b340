#include "projections/allocations/rules_of.hpp"

#include "projections/policies/in_force.hpp"

namespace careledger::projections::allocations {

Result<std::shared_ptr<const policies::Policy>> rules_of(Readings& readings, const Requirement& requirement,
                                                         Sequence known_at) {
  const auto policies = readings.policies(known_at);
  if (!policies) return core::fail(policies.error());
  const auto category = policies::category_named(requirement.category);
  const auto* const found =
      category ? policies::latest_of_scheme((*policies)->in_force, requirement.scheme, *category, requirement.published)
               : nullptr;
  static const auto none = std::make_shared<const policies::Policy>();
  return found != nullptr ? found->policy : none;
}

}  // namespace careledger::projections::allocations
