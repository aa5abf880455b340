#pragma once

#include "api/auth/tokens.hpp"
#include "core/event/stored.hpp"
#include "core/log/view.hpp"
#include "core/time/instant.hpp"
#include "projections/readings.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::api::auth {

/// What one reader may learn of offers. Until a requirement has closed by the clock given, an offer for it, and every
/// event that names or amends one, is seen alone by the provider whose the offering service was when it was made;
/// afterwards by all, also where the requirement closes anew. What it turns on stands in the events as they were
/// written: no correction or retraction opens an offer. When a requirement closes is read from what is stored: nothing
/// that is only under way opens it. Remembers what it has looked up: for one request, on one thread.
class Sight {
 public:
  using Sequence = core::event::Sequence;

  /// `readings` outlives it; `now`: the server's clock.
  Sight(projections::Readings& readings, const Principal& reader, core::time::Instant now)
      : readings_(readings), reader_(reader), now_(now) {}

  /// Whether events of the type may be hidden at all.
  [[nodiscard]] static bool may_hide(std::string_view type);

  [[nodiscard]] core::Result<bool> sees(std::string_view leaf) { return sees(readings_.view(), leaf); }
  /// As another view has it.
  [[nodiscard]] core::Result<bool> sees(const core::log::View& view, std::string_view leaf);
  /// Whether it sees the event or has sent it itself: what an answer to something that it sends may tell of.
  [[nodiscard]] core::Result<bool> knows(const core::log::View& view, std::string_view leaf);
  [[nodiscard]] core::Result<bool> sees_event(Sequence sequence) { return sees_event(readings_.view(), sequence); }
  /// Whether offers for the requirement are sealed still.
  [[nodiscard]] core::Result<bool> is_sealed(const std::string& requirement) {
    const auto from = sealed_from(readings_.view(), requirement);
    return from ? core::Result<bool>(from->has_value()) : core::fail(from.error());
  }

 private:
  [[nodiscard]] core::Result<bool> sees_event(const core::log::View& view, Sequence sequence);
  /// All that were ever made, or corrected to be made, under the id.
  [[nodiscard]] static core::Result<std::vector<Sequence>> made_under(const core::log::View& view,
                                                                      const std::string& id);
  [[nodiscard]] core::Result<bool> sees_named(const core::log::View& view, std::string_view leaf,
                                              const core::event::Stored& event);
  /// Also of one that is retracted.
  [[nodiscard]] static core::Result<std::optional<core::time::Instant>> closing(const core::log::View& view,
                                                                                const std::string& requirement);
  [[nodiscard]] core::Result<bool> sees_offer(const core::log::View& view, const core::event::Stored& offer);
  /// The first sequence from which on what is offered for it is sealed; nothing where it has closed.
  [[nodiscard]] core::Result<std::optional<Sequence>> sealed_from(const core::log::View& view,
                                                                  const std::string& requirement);

  projections::Readings& readings_;
  Principal reader_;
  core::time::Instant now_;
  std::map<std::string, std::optional<Sequence>> sealed_from_;  // by requirement
};

}  // namespace careledger::api::auth
