#include "projections/admission/policies.hpp"

#include "projections/policies/policy.hpp"

namespace careledger::projections::admission {

Result<void> admit_policy(const Candidate& candidate) {
  const auto document = candidate.event.data.find("policy");
  CARELEDGER_ASSERT(document.has_value());
  auto policy = policies::parse_policy(*document, candidate.base + "/data/policy");
  if (!policy) return core::fail(std::move(policy.error()));
  return {};
}

}  // namespace careledger::projections::admission
