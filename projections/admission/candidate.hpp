#pragma once

#include "core/event/stored.hpp"
#include "core/log/index.hpp"
#include "projections/policies/bar.hpp"
#include "projections/readings.hpp"

#include <string>
#include <vector>

namespace careledger::projections::admission {

using core::Result;
using core::event::Sequence;

/// An event that wants in, and all that is before it: earlier events of its own request too.
struct Candidate {
  const core::event::Stored& event;
  Readings& before;
  const core::log::Sees& known_to_sender;  // of sealed offers; null: all
  const std::string& base;                 // of its pointers within the request

  /// The last sequence before it: what its rules may know.
  [[nodiscard]] Sequence known_at() const { return before.view().size(); }
  /// Whether it happened by then or is recorded by then.
  [[nodiscard]] bool is_by(core::time::Instant instant) const {
    return event.time <= instant || event.recorded <= instant;
  }
  /// Whether an event before it may be told of to who sends it.
  [[nodiscard]] Result<bool> may_tell_of(Sequence sequence) const {
    return known_to_sender ? known_to_sender(before.view(), sequence) : true;
  }
};

/// 409: a rule does not admit it, because of those events.
[[nodiscard]] tl::unexpected<core::Error> refuse(policies::RuleId rule, std::string detail,
                                                 std::vector<Sequence> because = {});
[[nodiscard]] tl::unexpected<core::Error> refuse(policies::Bar bar);
/// 422: it names what is not there, or does not go together with it. `pointer` goes on from the candidate:
/// `/data/offer`.
[[nodiscard]] tl::unexpected<core::Error> invalid(const Candidate& candidate, std::string_view pointer,
                                                  std::string detail);

}  // namespace careledger::projections::admission
