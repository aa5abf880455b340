#pragma once

#include <map>
#include <memory>
#include <mutex>

namespace careledger::projections::feedback {

/// What was reckoned so far, by what it was reckoned of. Any threads.
template <class Key, class Of>
class Remembered {
 public:
  using Pointer = std::shared_ptr<const Of>;

  Remembered() = default;
  explicit Remembered(std::map<Key, Pointer> known) : known_(std::move(known)) {}

  /// `reckon()` where none is known.
  template <class Reckon>
  [[nodiscard]] Pointer get(const Key& key, const Reckon& reckon) {
    const std::lock_guard lock(mutex_);
    auto& known = known_[key];
    if (!known) known = std::make_shared<const Of>(reckon());
    return known;
  }
  [[nodiscard]] std::map<Key, Pointer> all() const {
    const std::lock_guard lock(mutex_);
    return known_;
  }

 private:
  mutable std::mutex mutex_;
  std::map<Key, Pointer> known_;
};

}  // namespace careledger::projections::feedback
