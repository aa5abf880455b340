#pragma once

#include "core/log/segment.hpp"

#include <memory>
#include <mutex>

namespace careledger::core::log {

/// The rows of derived families that are not in the database yet, as a stack of segments that grow in size with age.
/// One writer adds; one thread at a time seals and drops; any thread takes a look, which later changes leave as it is.
class Recent {
 public:
  using Look = std::shared_ptr<const Segments>;

  [[nodiscard]] Look look() const;
  [[nodiscard]] std::size_t size() const;  // rows
  void add(std::shared_ptr<const Segment> segment);
  /// What there is now; no later segment is merged into it.
  [[nodiscard]] Look seal();
  /// Forgets what was sealed: it is in the database.
  void drop_sealed();

 private:
  bool merge_last();

  mutable std::mutex mutex_;  // guards all below
  Look segments_ = std::make_shared<const Segments>();
  std::size_t sealed_ = 0;  // so many of the oldest
};

}  // namespace careledger::core::log
