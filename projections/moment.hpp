#pragma once

#include "core/event/vocabulary.hpp"
#include "core/time/instant.hpp"

namespace careledger::projections {

/// The two times of a question: which instant it is about, and what is known when it is answered. Both ends included.
struct Moment {
  core::time::Instant at;
  core::event::Sequence known_at = 0;
};

}  // namespace careledger::projections
