#pragma once

#include "events/family.hpp"

/// Electronic call monitoring: when carers were to come, and came. These structs are the storage format: past tense,
/// append only; a changed meaning is a new version of the schema.
namespace careledger::events::money {

/// Without a start nobody came.
struct VisitRecorded {
  static constexpr std::string_view type = "careledger.visit.recorded";
  static const std::string_view constraints;
  PackageId package;
  Instant planned_start{};
  Instant planned_end{};
  std::optional<Instant> start;
  std::optional<Instant> end;
  Count carers;

  static void check(const VisitRecorded& event, const Place& place);
};
BOOST_DESCRIBE_STRUCT(VisitRecorded, (), (package, planned_start, planned_end, start, end, carers))

/// The provider's visits are monitored from that day on.
struct CallMonitoringConfirmed {
  static constexpr std::string_view type = "careledger.call-monitoring.confirmed";
  ProviderId provider;
  Date from{};
};
BOOST_DESCRIBE_STRUCT(CallMonitoringConfirmed, (), (provider, from))

}  // namespace careledger::events::money
