#pragma once

#include "events/family.hpp"

#include <span>

/// Events about events. These structs are the storage format: past tense, append only; a changed meaning is a new
/// version of the schema.
namespace careledger::events::record {

/// The event named is from now on read with another time, with its data patched, or both.
struct EventCorrected {
  static constexpr std::string_view type = "careledger.event.corrected";
  static constexpr std::string_view retention = retention::corrections;
  static const std::string_view constraints;
  EventSequence corrects;
  std::optional<Instant> time;
  std::optional<MergePatch> data;
  Words reason;

  /// It changes something; what may be changed depends on the event named.
  static void check(const EventCorrected& event, const Place& place);
};
BOOST_DESCRIBE_STRUCT(EventCorrected, (), (corrects, time, data, reason))

struct EventRetracted {
  static constexpr std::string_view type = "careledger.event.retracted";
  EventSequence retracts;
  Words reason;
};
BOOST_DESCRIBE_STRUCT(EventRetracted, (), (retracts, reason))

[[nodiscard]] std::span<const EventType* const> types();

}  // namespace careledger::events::record
