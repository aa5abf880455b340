#pragma once

#include "projections/allocations/requirement.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::allocations {

/// The offers made under one id. Nobody can take an offer away from another by its id: within a requirement the id is
/// his who gave it first, and what is said of an id is said of the sender's own.
class Namesakes {
 public:
  /// `offers`: all under the id, at least one, in the order in which they fold.
  [[nodiscard]] static Result<Namesakes> of(const core::log::View& view, std::vector<Offer> offers);

  /// Whether there is one offer alone, made once or more.
  [[nodiscard]] bool are_one() const { return senders_.empty(); }
  /// Whether somebody else gave the id to another offer for the requirement before.
  [[nodiscard]] bool is_anothers(const Offer& offer) const;
  /// A second event that makes the same thing again replaces the first: the sender's, for another requirement or, by
  /// closing, of another service.
  [[nodiscard]] bool is_replaced(const Offer& offer, Instant closes, Instant at) const;
  /// Whether a withdrawal or score of that time means the offer: one of the sender's own, where it has made any under
  /// the id, else one that had closed by then and whose id it is.
  [[nodiscard]] bool is_meant(const Offer& offer, const std::string& sender, Instant time, Instant closes) const;

 private:
  explicit Namesakes(std::vector<Offer> offers) : offers_(std::move(offers)) {}
  [[nodiscard]] std::string_view sender_of_offer(const Offer& offer) const;

  std::vector<Offer> offers_;
  std::vector<std::string> senders_;  // of each, where they are several offers
};

/// Who sent an event: its `authid`.
[[nodiscard]] Result<std::string> sender_of(const core::log::View& view, Sequence sequence);

}  // namespace careledger::projections::allocations
