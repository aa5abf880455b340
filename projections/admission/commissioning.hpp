#pragma once

#include "projections/admission/candidate.hpp"

namespace careledger::projections::admission {

/// 422 where its scheme has governed its category at no time by then, or what it replaces is not there; AL-32.
[[nodiscard]] Result<void> admit_requirement(const Candidate& candidate);
/// AL-32: a requirement that replaces a package spreads ring by ring.
[[nodiscard]] Result<void> admit_widening(const Candidate& candidate);
/// SU-1, SU-3, AL-0. A late offer enters, and does not count.
[[nodiscard]] Result<void> admit_offer(const Candidate& candidate);
/// 422 where the choice is no offer of the requirement.
[[nodiscard]] Result<void> admit_choice(const Candidate& candidate);
/// AL-0, AL-30, AL-31, AL-33, AL-34; 412 where another offer is recommended than the officer saw.
[[nodiscard]] Result<void> admit_award(const Candidate& candidate);
/// AL-14
[[nodiscard]] Result<void> admit_top_up(const Candidate& candidate);

}  // namespace careledger::projections::admission
