#pragma once

#include "core/json/writer.hpp"
#include "projections/feedback/market.hpp"

namespace careledger::api::routes {

/// The members of a month's figures, into an open object: percentages with two decimals, half-up, null where there is
/// no data.
void write_figures(core::json::Writer& out, const projections::feedback::Figures& figures);

}  // namespace careledger::api::routes
