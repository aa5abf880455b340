#pragma once

#include "core/log/derived.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace careledger::core::log {

/// What readers have worked out from the events of a tag: good until another event has the tag. Bounded; any threads,
/// one of which tells of commits.
class TagCache {
 public:
  using Value = std::shared_ptr<const void>;

  explicit TagCache(std::size_t most_bytes = 64u << 20) : most_bytes_(most_bytes) {}

  /// What was kept of that tag under that name; null where nothing is, or it is no longer good.
  [[nodiscard]] Value find(std::string_view tag, std::string_view name) const;
  /// To be asked for before the events of the tag are read, and given when what follows from them is kept.
  [[nodiscard]] Sequence begin() const { return committed_.load(std::memory_order_acquire); }
  void keep(std::string_view tag, std::string_view name, Sequence begun, Value value, std::size_t bytes);

  /// The puts of the index can be read, and the head will be seen to have moved to `head`.
  void committed(const DerivedBatch& batch, Sequence head);
  void clear();

 private:
  struct Entry {
    Sequence begun = 0;
    Value value;
    std::size_t bytes = 0;
  };
  // Tags share places: one that changes may spoil what is kept of some others, never the reverse.
  static constexpr std::size_t places = 1u << 16;
  [[nodiscard]] static std::size_t place_of(std::string_view tag) {
    return std::hash<std::string_view>{}(tag) % places;
  }

  std::size_t most_bytes_;
  std::atomic<Sequence> committed_ = 0;
  std::unique_ptr<std::array<std::atomic<Sequence>, places>> changed_ =
      std::make_unique<std::array<std::atomic<Sequence>, places>>();  // the last head with an event of the tag
  mutable std::mutex mutex_;                                          // guards what follows
  std::unordered_map<std::string, Entry> entries_;                    // by tag and name
  std::size_t bytes_ = 0;
};

}  // namespace careledger::core::log
