#pragma once

#include "projections/moment.hpp"
#include "projections/ratings/fact.hpp"
#include "projections/readings.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::joining {

using core::Result;
using core::event::Sequence;
using core::time::Instant;
using ratings::Registration;

/// A service's place in a scheme, by its latest acceptance.
struct Enrolment {
  std::string scheme;
  std::vector<std::string> areas;  // that the acceptance names; none: it names no area
  Instant since;
  std::vector<Sequence> because;  // the acceptance and its corrections

  [[nodiscard]] bool names(std::string_view area) const;
};

/// A need group for which the service is approved, declared or not.
struct Specialism {
  std::string need;
  Instant since;
  std::vector<Sequence> because;
};

struct BlockContract {
  std::string category;
  std::int64_t places = 0;
  Instant since;
  std::vector<Sequence> because;
};

/// What the CQC's register says of the service: registered, until an event says otherwise.
struct RegisterEntry {
  Registration status = Registration::registered;
  std::optional<Instant> since;
  std::vector<Sequence> because;
};

struct Closing {
  Instant since;
  std::vector<Sequence> because;
};

/// The end of what was joined under a name: a scheme, or a need.
struct Ended {
  std::string name;
  std::vector<Sequence> because;
};

/// What a service has joined, each list in the order in which it began. A second event that makes the same thing again
/// replaces the first; what ends a thing before it began does nothing. Closing ends the enrolments, and there is none
/// before the service is registered anew.
struct Membership {
  std::vector<Enrolment> enrolments;
  std::vector<Specialism> specialisms;
  std::vector<BlockContract> block_contracts;
  RegisterEntry registration;
  std::optional<Closing> closed;
  std::vector<Ended> ended_enrolments;  // not begun anew since
  std::vector<Ended> ended_specialisms;

  /// Null where it is not in.
  [[nodiscard]] const Enrolment* enrolled_in(std::string_view scheme) const;
  [[nodiscard]] bool approved_for(std::string_view need) const;
  /// The events by which it is not in the scheme, or approved for the need, any more; none where it never was.
  [[nodiscard]] std::vector<Sequence> left(std::string_view scheme) const;
  [[nodiscard]] std::vector<Sequence> lost(std::string_view need) const;
  /// Null where it holds none.
  [[nodiscard]] const BlockContract* block_contract_for(std::string_view category) const;
  /// From the moment that the register says dormant or cancelled, until it says registered again.
  [[nodiscard]] bool is_dormant() const { return registration.status != Registration::registered; }
};

/// The service at that moment. A service that nothing is known of has joined nothing.
[[nodiscard]] Result<Membership> membership(const Readings& readings, const std::string& service, const Moment& moment);

}  // namespace careledger::projections::joining
