#pragma once

#include "core/json/value.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace careledger::projections::policies {

/// Calls for each parameter of a policy document that names the rule: its path, as `rating.plan.completed_band`, and
/// the parameter (`value`, `rules`, `source` or `assumed`).
void for_each_cited(core::json::Value document, std::string_view rule,
                    const std::function<void(const std::string& path, core::json::Value parameter)>& found);

}  // namespace careledger::projections::policies
