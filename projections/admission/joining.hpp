#pragma once

#include "projections/admission/candidate.hpp"

namespace careledger::projections::admission {

/// EC-1 to EC-4, then AL-0. Fault::invalid_event for a service that no event registers, and for a scheme that has
/// governed its category at no time.
[[nodiscard]] Result<void> admit_enrolment(const Candidate& candidate);

/// LO-2. Fault::invalid_event for a provider that no event registers, a scheme without lots, an area not in its table.
[[nodiscard]] Result<void> admit_lot(const Candidate& candidate);

}  // namespace careledger::projections::admission
