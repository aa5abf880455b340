#pragma once

#include "events/family.hpp"

/// Citizens as buyers of their own care, and as the client system knows them. These structs are the storage format:
/// past tense, append only; a changed meaning is a new version of the schema.
namespace careledger::events::commissioning {

/// Of a category, or of all care where it names none.
struct DirectPaymentStarted {
  static constexpr std::string_view type = "careledger.direct-payment.started";
  CitizenId citizen;
  std::optional<Category> category;
  std::optional<bool> part;  // the council still buys the rest
  std::optional<PackageId> package;
  std::optional<ServiceId> service;
};
BOOST_DESCRIBE_STRUCT(DirectPaymentStarted, (), (citizen, category, part, package, service))

struct DirectPaymentEnded {
  static constexpr std::string_view type = "careledger.direct-payment.ended";
  CitizenId citizen;
  std::optional<Category> category;
};
BOOST_DESCRIBE_STRUCT(DirectPaymentEnded, (), (citizen, category))

enum class TransitionChoice : std::uint8_t { direct_payment, new_provider };
BOOST_DESCRIBE_ENUM(TransitionChoice, direct_payment, new_provider)

/// What a citizen wants whose provider does not join the new scheme.
struct CitizenTransitionChoice {
  static constexpr std::string_view type = "careledger.citizen.transition-choice";
  CitizenId citizen;
  PackageId package;
  TransitionChoice choice{};
};
BOOST_DESCRIBE_STRUCT(CitizenTransitionChoice, (), (citizen, package, choice))

struct CitizenRegistered {
  static constexpr std::string_view type = "careledger.citizen.registered";
  static constexpr std::string_view retention = retention::citizens;
  CitizenId citizen;
  Personal<Reference> external_ref;  // the client system's number
};
BOOST_DESCRIBE_STRUCT(CitizenRegistered, (), (citizen, external_ref))

}  // namespace careledger::events::commissioning
