#pragma once

#include "projections/admission/candidate.hpp"

namespace careledger::projections::admission {

/// The scheme governs, or has governed, the category (422); under FE-6 a fee is set anew only with a basis.
[[nodiscard]] Result<void> admit_fee_schedule(const Candidate& candidate);

/// FE-1, FE-5, FE-6: the scheme's fees are fixed and reviewed, once a year, by indices that are known.
[[nodiscard]] Result<void> admit_price_review(const Candidate& candidate);

}  // namespace careledger::projections::admission
