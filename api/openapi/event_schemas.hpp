#pragma once

#include "core/event/vocabulary.hpp"
#include "core/json/writer.hpp"

namespace careledger::api::openapi {

/// The CloudEvents envelope as a client sends it and as it is stored, and for each type of event its data and its
/// whole: `InspectionPublishedData`, `InspectionPublished`. Members of an open object.
void write_event_schemas(core::json::Writer& out, const core::event::Vocabulary& vocabulary);

}  // namespace careledger::api::openapi
