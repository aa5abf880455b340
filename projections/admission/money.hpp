#pragma once

#include "projections/admission/candidate.hpp"

namespace careledger::projections::admission {

/// What is visited, funded, scheduled, invoiced and paid is of a package that an event makes (422).
[[nodiscard]] Result<void> admit_of_package(const Candidate& candidate);
/// What is queried, accepted, corrected and paid is an invoice that was received (422).
[[nodiscard]] Result<void> admit_of_invoice(const Candidate& candidate);
/// Of an invoice, or of a package.
[[nodiscard]] Result<void> admit_payment(const Candidate& candidate);
/// What a provider confirms or returns is of a provider that is registered (422).
[[nodiscard]] Result<void> admit_of_provider(const Candidate& candidate);

}  // namespace careledger::projections::admission
