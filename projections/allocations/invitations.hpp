#pragma once

#include "projections/allocations/requirement.hpp"
#include "projections/policies/bar.hpp"

namespace careledger::projections::allocations {

struct NotInvited {
  std::string service;
  Bar bar;
};

/// IN-1: to which services of its category the requirement is put then, and to which not and why. Ascending by id.
struct Invitations {
  std::vector<std::string> invited;
  std::vector<NotInvited> not_invited;
};
[[nodiscard]] Result<Invitations> invitations(Readings& readings, const Requirement& requirement, const Moment& moment);

}  // namespace careledger::projections::allocations
