#pragma once

#include "core/json/writer.hpp"
#include "projections/ratings/history.hpp"
#include "projections/services/service.hpp"

#include <string>

namespace careledger::api::routes {

/// A rating's members up to `because`, in an object that is open: the segment of the service that lies at the instant.
/// `now` decides what is `projected`: a change that is scheduled but has not come. The two times of a rating come
/// behind them, as they do in all answers: they are no part of its tag.
void write_segment(core::json::Writer& out, const projections::services::Service& service,
                   const projections::ratings::Segment& segment, const projections::ratings::Segment* next,
                   core::time::Instant now);

/// A rule as every answer cites it: `{"id","text","source":{"document","section"}}`.
void write_rule(core::json::Writer& out, std::string_view id);

}  // namespace careledger::api::routes
