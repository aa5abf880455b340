#pragma once

#include "core/log/log.hpp"
#include "projections/services/service.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace careledger::projections::replay {

using core::Result;
using core::event::Sequence;

/// All services with their histories, folded from the leaves alone: no derived family is read.
struct Market {
  Sequence events = 0;
  std::vector<std::shared_ptr<const services::Service>> services;  // by id
  std::shared_ptr<const services::Policies> policies;

  /// SHA-256 over every service's segments and suspensions, in hexadecimal: equal markets have equal digests.
  [[nodiscard]] std::string digest() const;
};

/// A service's segments and suspensions as one line of text: what the digest is over.
[[nodiscard]] std::string text_of(const services::Service& service);

/// Called with the number of events taken so far, from one of the threads.
using Progress = std::function<void(Sequence done, Sequence of)>;

/// Replays the leaves 1 to head on so many threads, each with a part of the log and then a part of the services.
[[nodiscard]] Result<Market> replay(const core::log::Log& log, unsigned threads, const Progress& progress);

}  // namespace careledger::projections::replay
