#include "projections/allocations/feedback.hpp"

namespace careledger::projections::allocations {

core::Result<std::optional<feedback::Percentage>> feedback_rating(Readings& readings, const services::Service& service,
                                                                  const Moment& moment) {
  const auto known = readings.market(moment.known_at);
  if (!known) return core::fail(known.error());
  const auto figures = (*known)->figures(service.id, service.category(), service.policies->in_force, moment.at);
  // CF-3: a rating of too few reviews is left out.
  return figures.insufficient ? std::nullopt : figures.rating;
}

}  // namespace careledger::projections::allocations
