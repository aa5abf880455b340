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
/// event that names or amends one, is seen by the offering service's provider alone; afterwards by all. What it turns
/// on stands in the events as they were written: no correction or retraction opens an offer. Remembers what it has
/// looked up: for one request, on one thread.
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
    return is_sealed(readings_.view(), requirement);
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
  [[nodiscard]] core::Result<bool> sees_offer_of(const core::log::View& view, const std::string& requirement,
                                                 const std::string& service);
  [[nodiscard]] core::Result<bool> is_sealed(const core::log::View& view, const std::string& requirement);

  projections::Readings& readings_;
  Principal reader_;
  core::time::Instant now_;
  std::map<std::string, bool> sealed_;  // by requirement
};

}  // namespace careledger::api::auth
