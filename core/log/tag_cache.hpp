#pragma once

#include "core/log/derived.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace careledger::core::log {

/// What readers have worked out from the events of a tag and some types: good until another event of these has the tag.
/// Bounded; any threads, one of which tells of commits.
class TagCache {
 public:
  using Value = std::shared_ptr<const void>;
  using Types = std::span<const std::string_view>;

  explicit TagCache(std::size_t most_bytes = 64u << 20) : most_bytes_(most_bytes) {}

  /// What was kept of them under that name; null where nothing is, or it is no longer good.
  [[nodiscard]] Value find(std::string_view name, std::string_view tag, Types types) const;
  /// To be asked for before the events are read, and given when what follows from them is kept.
  [[nodiscard]] Sequence begin() const { return committed_.load(std::memory_order_acquire); }
  void keep(std::string_view name, std::string_view tag, Types types, Sequence begun, Value value, std::size_t bytes);

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
  static constexpr std::size_t places = 1u << 20;
  using Changes = std::array<std::atomic<Sequence>, places>;
  /// Of a tag and a type, as keys of the index begin.
  [[nodiscard]] static std::size_t place_of(std::string_view prefix) {
    return std::hash<std::string_view>{}(prefix) % places;
  }

  std::size_t most_bytes_;
  std::atomic<Sequence> committed_ = 0;
  std::unique_ptr<Changes> changed_ = std::make_unique<Changes>();  // the last head with an event of them
  mutable std::mutex mutex_;                                        // guards what follows
  std::unordered_map<std::string, Entry> entries_;                  // by name, tag and types
  std::size_t bytes_ = 0;
};

}  // namespace careledger::core::log
