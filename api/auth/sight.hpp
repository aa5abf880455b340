#pragma once

#include "api/auth/tokens.hpp"
#include "core/log/view.hpp"
#include "core/time/instant.hpp"
#include "projections/readings.hpp"

#include <map>
#include <string>
#include <string_view>

namespace careledger::api::auth {

/// What one reader may learn of offers. Until a requirement has closed by the clock given, an offer for it, and every
/// event that names or amends one, is seen by the offering service's provider alone; afterwards by all. Remembers what
/// it has looked up: for one request, on one thread.
class Sight {
 public:
  using Sequence = core::event::Sequence;

  /// `readings` outlives it; `now`: the server's clock.
  Sight(projections::Readings& readings, const Principal& reader, core::time::Instant now)
      : readings_(readings), provider_(reader.provider), now_(now) {}

  /// Whether events of the type may be hidden at all.
  [[nodiscard]] static bool may_hide(std::string_view type);

  [[nodiscard]] core::Result<bool> sees(std::string_view leaf) { return sees(readings_.view(), leaf); }
  /// As another view has it.
  [[nodiscard]] core::Result<bool> sees(const core::log::View& view, std::string_view leaf);
  [[nodiscard]] core::Result<bool> sees_offer(const std::string& offer) { return sees_offer(readings_.view(), offer); }
  [[nodiscard]] core::Result<bool> sees_offer_of(const std::string& requirement, const std::string& service) {
    return sees_offer_of(readings_.view(), requirement, service);
  }
  /// Whether offers for the requirement are sealed still.
  [[nodiscard]] core::Result<bool> is_sealed(const std::string& requirement) {
    return is_sealed(readings_.view(), requirement);
  }

 private:
  [[nodiscard]] core::Result<bool> sees_offer(const core::log::View& view, const std::string& offer);
  [[nodiscard]] core::Result<bool> sees_offer_of(const core::log::View& view, const std::string& requirement,
                                                 const std::string& service);
  [[nodiscard]] core::Result<bool> is_sealed(const core::log::View& view, const std::string& requirement);

  projections::Readings& readings_;
  std::string provider_;
  core::time::Instant now_;
  std::map<std::string, bool> sealed_;  // by requirement
};

}  // namespace careledger::api::auth
