#pragma once

#include "core/event/vocabulary.hpp"
#include "core/time/instant.hpp"
#include "projections/policies/policy.hpp"

#include <memory>
#include <span>
#include <vector>

namespace careledger::projections::policies {

/// A policy as it was adopted: by which event, from when, and which corrections of that event are in force.
struct PolicyInForce {
  core::event::Sequence sequence = 0;
  core::time::Instant start;
  std::vector<core::event::Sequence> because;  // the event and its corrections
  std::shared_ptr<const Policy> policy;
};

/// The policy that governs the category then: the latest start at or before it, then the latest sequence. Null where
/// there is none. The order of `policies` does not matter.
[[nodiscard]] const PolicyInForce* governing(std::span<const PolicyInForce> policies, Category category,
                                             core::time::Instant at);

/// The scheme's own policy for the category then, whether another scheme governs by now or not: by which an enrolment
/// in the scheme is judged. Null where it has none that has started.
[[nodiscard]] const PolicyInForce* latest_of_scheme(std::span<const PolicyInForce> policies, std::string_view scheme,
                                                    Category category, core::time::Instant at);

/// The scheme's policies for the category, each in force until the next one starts.
[[nodiscard]] std::vector<const PolicyInForce*> all_of_scheme(std::span<const PolicyInForce> policies,
                                                              std::string_view scheme, Category category);

/// Whether the scheme governs the category at any time up to then.
[[nodiscard]] bool has_governed(std::span<const PolicyInForce> policies, std::string_view scheme, Category category,
                                core::time::Instant until);

}  // namespace careledger::projections::policies
