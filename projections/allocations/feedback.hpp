#pragma once

#include "projections/moment.hpp"
#include "projections/readings.hpp"

#include <optional>

namespace careledger::projections::allocations {

/// CF-3, CF-4: by which offers of equal worth are told apart; nothing where there are too few reviews.
[[nodiscard]] core::Result<std::optional<feedback::Percentage>> feedback_rating(Readings& readings,
                                                                                const services::Service& service,
                                                                                const Moment& moment);

}  // namespace careledger::projections::allocations
