#pragma once

#include "core/json/writer.hpp"
#include "projections/allocations/evaluation.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace careledger::api::routes {

/// The members `ranking`, `excluded`, `tie`, `recommended` and `top_up_pence`, in an object that is open.
void write_evaluation(core::json::Writer& out, const projections::allocations::Evaluation& evaluation);

/// How the evaluation came to that, step by step: a list of `{"rule","offer"?,"held","detail","because"}`.
void write_steps(core::json::Writer& out, const projections::allocations::Evaluation& evaluation);

/// The members `rule` and `why` of an offer that counts, in an object that is open: what its place rests on, and why
/// the award, where there is one, went elsewhere or came here all the same. Nothing of what others offered.
void write_place(core::json::Writer& out, const projections::allocations::Evaluation& evaluation,
                 const projections::allocations::Ranked& ranked,
                 const std::optional<projections::allocations::Award>& award);

/// A requirement's members up to its award, in an object that is open. Its citizen is told to the council alone.
void write_requirement(core::json::Writer& out, const projections::allocations::Requirement& requirement,
                       core::time::Instant at, bool for_council);

inline constexpr std::array<std::string_view, 5> statuses{"announced", "open", "closed", "awarded", "cancelled"};
/// `open` until it closes, then `closed`, or `awarded` or `cancelled`; `announced` before it is published.
[[nodiscard]] std::string_view status_of(const projections::allocations::Requirement& requirement,
                                         core::time::Instant at);

}  // namespace careledger::api::routes
