#pragma once

#include "events/family.hpp"

/// Suspensions by a person (those that a rating leads to are derived) and the provider's right of reply. These structs
/// are the storage format: past tense, append only; a changed meaning is a new version of the schema.
namespace careledger::events::quality {

/// Of a service, or of a provider with all its services.
struct SuspensionImposed {
  static constexpr std::string_view type = "careledger.suspension.imposed";
  static const std::string_view constraints;
  SuspensionId suspension;
  std::optional<ProviderId> provider;
  std::optional<ServiceId> service;
  Words reason;

  static void check(const SuspensionImposed& event, const Place& place);
};
BOOST_DESCRIBE_STRUCT(SuspensionImposed, (), (suspension, provider, service, reason))

struct SuspensionLifted {
  static constexpr std::string_view type = "careledger.suspension.lifted";
  SuspensionId suspension;
  Words reason;
};
BOOST_DESCRIBE_STRUCT(SuspensionLifted, (), (suspension, reason))

/// About the event of that sequence.
struct RepresentationReceived {
  static constexpr std::string_view type = "careledger.representation.received";
  static constexpr std::string_view retention = retention::contracts;
  RepresentationId representation;
  EventSequence about;
  Personal<Words> grounds;
};
BOOST_DESCRIBE_STRUCT(RepresentationReceived, (), (representation, about, grounds))

struct RepresentationDecided {
  static constexpr std::string_view type = "careledger.representation.decided";
  RepresentationId representation;
  Words outcome;
};
BOOST_DESCRIBE_STRUCT(RepresentationDecided, (), (representation, outcome))

}  // namespace careledger::events::quality
