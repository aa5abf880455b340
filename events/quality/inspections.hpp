#pragma once

#include "events/family.hpp"

/// What inspectors plan and publish. These structs are the storage format: past tense, append only; a changed meaning
/// is a new version of the schema.
namespace careledger::events::quality {

enum class Inspector : std::uint8_t { cqc, council, nhs, iqa };
BOOST_DESCRIBE_ENUM(Inspector, cqc, council, nhs, iqa)

enum class InspectionKind : std::uint8_t { full, focussed, validation };
BOOST_DESCRIBE_ENUM(InspectionKind, full, focussed, validation)

/// In the inspector's own words: of the CQC, of the council and independent assessors, of the NHS, and of any.
enum class Outcome : std::uint8_t {
  outstanding,
  good,
  requires_improvement,
  inadequate,
  gold,
  silver,
  bronze,
  bright_green,
  green,
  amber,
  red,
  not_rated,
};
BOOST_DESCRIBE_ENUM(Outcome, outstanding, good, requires_improvement, inadequate, gold, silver, bronze, bright_green,
                    green, amber, red, not_rated)

/// Notice of it was given.
struct InspectionScheduled {
  static constexpr std::string_view type = "careledger.inspection.scheduled";
  ServiceId service;
  Inspector inspector{};
  InspectionKind kind{};
  Date date;
  bool announced = false;
};
BOOST_DESCRIBE_STRUCT(InspectionScheduled, (), (service, inspector, kind, date, announced))

/// The findings were handed to the provider.
struct InspectionFindingsIssued {
  static constexpr std::string_view type = "careledger.inspection.findings-issued";
  ServiceId service;
  Inspector inspector{};
  InspectionKind kind{};
  Date visited;
};
BOOST_DESCRIBE_STRUCT(InspectionFindingsIssued, (), (service, inspector, kind, visited))

struct InspectionPublished {
  static constexpr std::string_view type = "careledger.inspection.published";
  static const std::string_view constraints;
  ServiceId service;
  Inspector inspector{};
  InspectionKind kind{};
  Outcome outcome{};
  std::optional<Date> visited;
  std::optional<DomainBands> domains;
  std::optional<StandardBands> standards;
  std::optional<Link> report;

  /// The outcome is one of its inspector's words.
  static void check(const InspectionPublished& event, const Place& place);
};
BOOST_DESCRIBE_STRUCT(InspectionPublished, (), (service, inspector, kind, outcome, visited, domains, standards, report))

/// What may lead to a focussed inspection, by the letters of the policy.
enum class Trigger : std::uint8_t { a, b, c, d, e, f, g, h, i };
BOOST_DESCRIBE_ENUM(Trigger, a, b, c, d, e, f, g, h, i)

struct FocussedInspectionOrdered {
  static constexpr std::string_view type = "careledger.focussed-inspection.ordered";
  ServiceId service;
  std::vector<Trigger> triggers;
  Words reason;
};
BOOST_DESCRIBE_STRUCT(FocussedInspectionOrdered, (), (service, triggers, reason))

struct FocussedInspectionDeclined {
  static constexpr std::string_view type = "careledger.focussed-inspection.declined";
  ServiceId service;
  std::vector<Trigger> triggers;
  Words reason;
};
BOOST_DESCRIBE_STRUCT(FocussedInspectionDeclined, (), (service, triggers, reason))

enum class Component : std::uint8_t { questionnaire, cqc, contract, safeguarding, financial };
BOOST_DESCRIBE_ENUM(Component, questionnaire, cqc, contract, safeguarding, financial)

/// A part of the quality score of the schemes that rate by scores.
struct QualityComponentScored {
  static constexpr std::string_view type = "careledger.quality-component.scored";
  ServiceId service;
  Component component{};
  Percent score;
};
BOOST_DESCRIBE_STRUCT(QualityComponentScored, (), (service, component, score))

enum class Notice : std::uint8_t { improvement, enforcement };
BOOST_DESCRIBE_ENUM(Notice, improvement, enforcement)

/// By the CQC.
struct NoticeServed {
  static constexpr std::string_view type = "careledger.notice.served";
  ServiceId service;
  Notice notice{};
};
BOOST_DESCRIBE_STRUCT(NoticeServed, (), (service, notice))

}  // namespace careledger::events::quality
