#pragma once

#include "core/log/view.hpp"
#include "projections/services/service.hpp"

#include <memory>
#include <string>
#include <vector>

namespace careledger::projections {

/// What the rules read of the ledger, as known by any sequence up to the last: what is committed for readers, and for
/// admission that with the events of the group under way on top.
class Readings {
 public:
  using Sequence = core::event::Sequence;

  virtual ~Readings() = default;

  /// The events and their index.
  [[nodiscard]] virtual const core::log::View& view() const = 0;
  /// The same, without what is under way.
  [[nodiscard]] virtual const core::log::View& stored() const { return view(); }
  /// The service as known by then. Fault::not_found where no event known by then names it.
  [[nodiscard]] virtual core::Result<std::shared_ptr<const services::Service>> service(const std::string& id,
                                                                                       Sequence known_at) = 0;
  /// All services that any event names, ascending by id; some may not be known by a given sequence.
  [[nodiscard]] virtual std::vector<std::string> service_ids() const = 0;
  /// The reviews of all services known by then.
  [[nodiscard]] virtual core::Result<feedback::MarketPointer> market(Sequence known_at) = 0;
  /// The policies adopted by then, by start and sequence.
  [[nodiscard]] virtual core::Result<std::shared_ptr<const services::Policies>> policies(Sequence known_at) = 0;
};

}  // namespace careledger::projections
