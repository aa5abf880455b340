#pragma once

#include "core/log/log.hpp"
#include "projections/feedback/market.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace careledger::projections::feedback {

using core::Result;
using core::event::Sequence;

using MarketPointer = std::shared_ptr<const Market>;

[[nodiscard]] Result<MarketPointer> load_market(const facts::Source& source, Sequence known_at);

/// The market as known by any sequence. Reads the reviews when first asked, keeps them in step from then on, and
/// remembers some older states. Any threads.
class Markets {
 public:
  /// Forgets all.
  void reset();
  /// The facts of these puts are committed.
  void committed(const core::log::DerivedBatch& batch);
  [[nodiscard]] Result<MarketPointer> at(const facts::Source& source, Sequence head, Sequence known_at);

 private:
  std::mutex mutex_;
  std::shared_ptr<const Members> members_;   // null until they are asked for
  Sequence changed_ = 0;                     // the last change of them
  MarketPointer newest_;                     // holds from `changed_` on
  std::map<Sequence, MarketPointer> older_;  // by what they know
};

}  // namespace careledger::projections::feedback
