#pragma once

#include "events/family.hpp"

/// Complaints, alerts and breaches. These structs are the storage format: past tense, append only; a changed meaning is
/// a new version of the schema.
namespace careledger::events::quality {

struct ComplaintReceived {
  static constexpr std::string_view type = "careledger.complaint.received";
  static constexpr std::string_view retention = retention::concerns;
  ComplaintId complaint;
  ServiceId service;
  std::optional<CitizenId> citizen;
  std::optional<Personal<Words>> details;
};
BOOST_DESCRIBE_STRUCT(ComplaintReceived, (), (complaint, service, citizen, details))

struct ComplaintResolved {
  static constexpr std::string_view type = "careledger.complaint.resolved";
  ComplaintId complaint;
  ServiceId service;
  bool upheld = false;
  std::optional<Words> remedy;
};
BOOST_DESCRIBE_STRUCT(ComplaintResolved, (), (complaint, service, upheld, remedy))

enum class AlertKind : std::uint8_t { safeguarding, quality, serious_incident };
BOOST_DESCRIBE_ENUM(AlertKind, safeguarding, quality, serious_incident)

enum class Severity : std::uint8_t { low, medium, high, immediate };
BOOST_DESCRIBE_ENUM(Severity, low, medium, high, immediate)

struct AlertRaised {
  static constexpr std::string_view type = "careledger.alert.raised";
  static constexpr std::string_view retention = retention::concerns;
  AlertId alert;
  ServiceId service;
  std::optional<CitizenId> citizen;
  AlertKind kind{};
  Severity severity{};
  std::optional<DateOrInstant> occurred;
  std::optional<Personal<Words>> details;
};
BOOST_DESCRIBE_STRUCT(AlertRaised, (), (alert, service, citizen, kind, severity, occurred, details))

struct AlertInvestigated {
  static constexpr std::string_view type = "careledger.alert.investigated";
  static constexpr std::string_view retention = retention::concerns;
  AlertId alert;
  ServiceId service;
  Personal<Words> findings;
};
BOOST_DESCRIBE_STRUCT(AlertInvestigated, (), (alert, service, findings))

struct AlertClosed {
  static constexpr std::string_view type = "careledger.alert.closed";
  AlertId alert;
  ServiceId service;
  bool substantiated = false;
};
BOOST_DESCRIBE_STRUCT(AlertClosed, (), (alert, service, substantiated))

enum class CreditRisk : std::uint8_t { low, medium, high };
BOOST_DESCRIBE_ENUM(CreditRisk, low, medium, high)

struct CreditAlertReceived {
  static constexpr std::string_view type = "careledger.credit-alert.received";
  ProviderId provider;
  CreditRisk level{};
};
BOOST_DESCRIBE_STRUCT(CreditAlertReceived, (), (provider, level))

/// Of a service, or of a provider.
struct BreachRaised {
  static constexpr std::string_view type = "careledger.breach.raised";
  static constexpr std::string_view retention = retention::concerns;
  static const std::string_view constraints;
  BreachId breach;
  std::optional<ServiceId> service;
  std::optional<ProviderId> provider;
  std::optional<ContractId> contract;
  Name kind;
  std::optional<Name> clause;
  std::optional<Personal<Words>> details;

  static void check(const BreachRaised& event, const Place& place);
};
BOOST_DESCRIBE_STRUCT(BreachRaised, (), (breach, service, provider, contract, kind, clause, details))

struct BreachEvidenceAdded {
  static constexpr std::string_view type = "careledger.breach.evidence-added";
  BreachId breach;
  std::vector<EventSequence> events;
  std::optional<Words> note;
};
BOOST_DESCRIBE_STRUCT(BreachEvidenceAdded, (), (breach, events, note))

struct BreachDecided {
  static constexpr std::string_view type = "careledger.breach.decided";
  BreachId breach;
  bool upheld = false;
  std::optional<Words> remedy;
};
BOOST_DESCRIBE_STRUCT(BreachDecided, (), (breach, upheld, remedy))

}  // namespace careledger::events::quality
