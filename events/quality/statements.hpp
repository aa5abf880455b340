#pragma once

#include "events/family.hpp"

/// The provider assurance statement and the validation that it may lead to. These structs are the storage format: past
/// tense, append only; a changed meaning is a new version of the schema.
namespace careledger::events::quality {

struct Shortfall {
  Domain domain{};
  Words action;
};
BOOST_DESCRIBE_STRUCT(Shortfall, (), (domain, action))

struct Improvement {
  Domain domain{};
  Words evidence;
};
BOOST_DESCRIBE_STRUCT(Improvement, (), (domain, evidence))

struct AssuranceStatementSubmitted {
  static constexpr std::string_view type = "careledger.assurance-statement.submitted";
  static constexpr bool receipt_timed = true;
  StatementId statement;
  ServiceId service;
  std::optional<Band> declared;  // the band that is met now
  std::optional<std::vector<Shortfall>> shortfalls;
  std::optional<std::vector<Improvement>> improvements;
};
BOOST_DESCRIBE_STRUCT(AssuranceStatementSubmitted, (), (statement, service, declared, shortfalls, improvements))

/// For one service, or for all of a category.
struct AssuranceStatementExtended {
  static constexpr std::string_view type = "careledger.assurance-statement.extended";
  static const std::string_view constraints;
  std::optional<ServiceId> service;
  std::optional<Category> category;
  Date due;
  Words reason;

  static void check(const AssuranceStatementExtended& event, const Place& place);
};
BOOST_DESCRIBE_STRUCT(AssuranceStatementExtended, (), (service, category, due, reason))

struct AssuranceStatementFalsified {
  static constexpr std::string_view type = "careledger.assurance-statement.falsified";
  StatementId statement;
  ServiceId service;
  Words finding;
};
BOOST_DESCRIBE_STRUCT(AssuranceStatementFalsified, (), (statement, service, finding))

struct ValidationRequested {
  static constexpr std::string_view type = "careledger.validation.requested";
  static constexpr bool receipt_timed = true;
  ServiceId service;
  std::optional<StatementId> statement;
  bool paid = false;
};
BOOST_DESCRIBE_STRUCT(ValidationRequested, (), (service, statement, paid))

}  // namespace careledger::events::quality
