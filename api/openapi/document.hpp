#pragma once

#include "core/event/vocabulary.hpp"

#include <string>

namespace careledger::api::openapi {

/// The whole interface as an OpenAPI 3.1 document: every operation, and what it names as components. Paths, methods
/// and who may ask come from the table of routes, problems from their kinds, events from the vocabulary.
[[nodiscard]] std::string document(const core::event::Vocabulary& vocabulary);

}  // namespace careledger::api::openapi
