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

/// A market, and the last sequence that changed it: it holds for every later one up to the next change.
struct KnownMarket {
  std::shared_ptr<const Market> market;
  Sequence changed = 0;
};

/// Who is registered and what was reviewed, as it reads from each sequence on.
struct Reviewed {
  facts::Loaded registrations;
  facts::Loaded reviews;

  [[nodiscard]] KnownMarket market(Sequence known_at) const;
};

[[nodiscard]] Result<KnownMarket> load_market(const facts::Source& source, Sequence known_at);

/// The market as known by any sequence. Reads the reviews when first asked, keeps them in step from then on, and
/// remembers some older states. Any threads.
class Markets {
 public:
  /// Forgets all.
  void reset();
  /// The facts of these puts are committed.
  void committed(const core::log::DerivedBatch& batch);
  [[nodiscard]] Result<KnownMarket> at(const facts::Source& source, Sequence head, Sequence known_at);

 private:
  std::mutex mutex_;
  std::optional<Reviewed> held_;
  KnownMarket newest_;
  std::map<Sequence, KnownMarket> older_;  // by what they know
};

}  // namespace careledger::projections::feedback
