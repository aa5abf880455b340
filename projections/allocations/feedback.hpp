#pragma once

#include "projections/moment.hpp"
#include "projections/readings.hpp"

#include <optional>
#include <string>

namespace careledger::projections::allocations {

/// An exact share in hundredths of a percentage point.
struct FeedbackRating {
  __extension__ using Wide = unsigned __int128;
  Wide numerator = 0;
  Wide denominator = 1;  // not 0

  /// `81.20`: two decimals, half-up.
  [[nodiscard]] std::string text() const;
};
/// Exact: no product of the parts is formed, which might not fit.
[[nodiscard]] bool operator<(FeedbackRating a, FeedbackRating b);

/// CF-3, CF-4: by which offers of equal worth are told apart; nothing where there are too few reviews.
[[nodiscard]] core::Result<std::optional<FeedbackRating>> feedback_rating(Readings& readings,
                                                                          const services::Service& service,
                                                                          const Moment& moment);

}  // namespace careledger::projections::allocations
