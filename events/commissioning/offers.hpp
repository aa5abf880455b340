#pragma once

#include "events/family.hpp"

/// What the market answers. These structs are the storage format: past tense, append only; a changed meaning is a new
/// version of the schema.
namespace careledger::events::commissioning {

/// A second one of the same service for the same requirement revises the first.
struct OfferSubmitted {
  static constexpr std::string_view type = "careledger.offer.submitted";
  static constexpr bool receipt_timed = true;
  static constexpr std::string_view retention = retention::care;
  OfferId offer;
  RequirementId requirement;
  ServiceId service;
  bool can_meet = false;
  std::optional<Price> price_pence;
  std::optional<Personal<Words>> response;
};
BOOST_DESCRIBE_STRUCT(OfferSubmitted, (), (offer, requirement, service, can_meet, price_pence, response))

/// A service says that it will not offer.
struct OfferDeclined {
  static constexpr std::string_view type = "careledger.offer.declined";
  static constexpr bool receipt_timed = true;
  RequirementId requirement;
  ServiceId service;
  Words reason;
};
BOOST_DESCRIBE_STRUCT(OfferDeclined, (), (requirement, service, reason))

struct OfferWithdrawn {
  static constexpr std::string_view type = "careledger.offer.withdrawn";
  OfferId offer;
};
BOOST_DESCRIBE_STRUCT(OfferWithdrawn, (), (offer))

/// How well the broker thinks the offer serves the outcomes asked for.
struct OfferScored {
  static constexpr std::string_view type = "careledger.offer.scored";
  OfferId offer;
  Percent outcomes_score;
};
BOOST_DESCRIBE_STRUCT(OfferScored, (), (offer, outcomes_score))

}  // namespace careledger::events::commissioning
