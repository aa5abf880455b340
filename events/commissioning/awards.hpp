#pragma once

#include "events/family.hpp"

/// What was decided on the offers. These structs are the storage format: past tense, append only; a changed meaning is
/// a new version of the schema.
namespace careledger::events::commissioning {

/// The citizen's choice among the offers; null: declined, or unable to choose.
struct ChoiceMade {
  static constexpr std::string_view type = "careledger.choice.made";
  RequirementId requirement;
  Nullable<OfferId> offer;
};
BOOST_DESCRIBE_STRUCT(ChoiceMade, (), (requirement, offer))

enum class DepartureCode : std::uint8_t {
  citizen_choice,
  block,
  emergency,
  no_offers,
  out_of_city,
  chc,
  legacy,
  other,
};
BOOST_DESCRIBE_ENUM(DepartureCode, citizen_choice, block, emergency, no_offers, out_of_city, chc, legacy, other)

struct AwardMade {
  static constexpr std::string_view type = "careledger.award.made";
  RequirementId requirement;
  OfferId offer;
  PackageId package;
  std::optional<Words> departure;  // why another than the recommended
  std::optional<DepartureCode> departure_code;
  std::optional<EventSequence> evaluated_at;  // what the officer had seen
  std::optional<Price> price_pence;           // the host authority's rate, out of the city
};
BOOST_DESCRIBE_STRUCT(AwardMade, (),
                      (requirement, offer, package, departure, departure_code, evaluated_at, price_pence))

enum class TopUpPayer : std::uint8_t { third_party, citizen_allowed };
BOOST_DESCRIBE_ENUM(TopUpPayer, third_party, citizen_allowed)

enum class TopUpReason : std::uint8_t { requested, upgrade };
BOOST_DESCRIBE_ENUM(TopUpReason, requested, upgrade)

struct TopUpAgreed {
  static constexpr std::string_view type = "careledger.top-up.agreed";
  PackageId package;
  TopUpPayer payer{};
  Pence amount_pence;
  TopUpReason reason{};
  bool affordable_option_offered = false;
};
BOOST_DESCRIBE_STRUCT(TopUpAgreed, (), (package, payer, amount_pence, reason, affordable_option_offered))

/// Bought outside a tender.
struct PlacementMade {
  static constexpr std::string_view type = "careledger.placement.made";
  PackageId package;
  ServiceId service;
  Category category{};
  std::optional<SchemeId> scheme;
  CitizenId citizen;
  Unit unit{};
  Quantity units_per_week;
  Pence price_pence;
  Words reason;
};
BOOST_DESCRIBE_STRUCT(PlacementMade, (),
                      (package, service, category, scheme, citizen, unit, units_per_week, price_pence, reason))

}  // namespace careledger::events::commissioning
