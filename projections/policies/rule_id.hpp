#pragma once

#include <string_view>

namespace careledger::projections::policies {

/// A rule's id as it stands in the rule book: `QR-4`. Always a literal, so that it outlives whatever names it.
using RuleId = std::string_view;

}  // namespace careledger::projections::policies
