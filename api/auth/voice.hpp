#pragma once

#include "api/auth/sight.hpp"

#include <string>
#include <string_view>

namespace careledger::api::auth {

/// What the holder of a provider's token may say: of its own services, packages, offers and invoices, and only what a
/// provider says itself. All else is the council's, or others', to tell. For one request, on one thread.
class Voice {
 public:
  /// `readings` outlives it; `now`: the server's clock.
  Voice(projections::Readings& readings, const Principal& speaker, core::time::Instant now)
      : readings_(readings), provider_(speaker.provider), sight_(readings, speaker, now) {}

  /// Fault::forbidden for a type that a provider does not say, or an event about what is another's. What is not there
  /// at all is left to those who judge events.
  [[nodiscard]] core::Result<void> may_say(std::string_view type, core::json::Value data);

 private:
  [[nodiscard]] core::Result<bool> is_own(std::string_view member, const std::string& id);
  [[nodiscard]] core::Result<bool> is_own_service(const std::string& id);
  [[nodiscard]] core::Result<bool> is_own_offer(const std::string& id);
  [[nodiscard]] core::Result<bool> is_own_invoice(const std::string& id);

  projections::Readings& readings_;
  std::string provider_;
  Sight sight_;
};

}  // namespace careledger::api::auth
