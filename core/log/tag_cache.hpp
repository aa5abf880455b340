#pragma once

#include "core/log/derived.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace careledger::core::log {

/// A kind of what is kept, and how much of it there may be. Its name lives as long as any cache.
struct Shelf {
  std::string_view name;
  std::size_t most_bytes = 0;
};

/// What readers have worked out from the events of a tag and some types: good until another event of these has the tag.
/// Bounded: what was not asked for lately goes first. Any threads, one of which tells of commits.
class TagCache {
 public:
  using Value = std::shared_ptr<const void>;
  using Types = std::span<const std::string_view>;

  /// What was kept of them there; null where nothing is, or it is no longer good.
  [[nodiscard]] Value find(const Shelf& shelf, std::string_view tag, Types types);
  /// To be asked for before the events are read, and given when what follows from them is kept.
  [[nodiscard]] Sequence begin() const { return committed_.load(std::memory_order_acquire); }
  /// Whether what was begun then is still good, as far as it rests on those events.
  [[nodiscard]] bool is_good(Sequence begun, std::string_view tag, Types types) const;
  void keep(const Shelf& shelf, std::string_view tag, Types types, Sequence begun, Value value, std::size_t bytes);

  /// The puts of the index can be read, and the head will be seen to have moved to `head`.
  void committed(const DerivedBatch& batch, Sequence head);
  void clear();

 private:
  struct Entry {
    Sequence begun = 0;
    Value value;
    std::size_t bytes = 0;
  };
  using Entries = std::unordered_map<std::string, Entry>;
  /// What was kept or found since the entries last became so many that they were put aside, and those. By tag and
  /// types.
  class Kept {
   public:
    [[nodiscard]] const Entry* find(const std::string& key, std::size_t most_bytes);
    void keep(const std::string& key, Entry entry, std::size_t most_bytes);

   private:
    void make_room(std::size_t bytes, std::size_t most_bytes);

    Entries lately_, before_;
    std::size_t bytes_ = 0;  // of those lately kept or found
  };
  // Tags share places: one that changes may spoil what is kept of some others, never the reverse.
  static constexpr std::size_t places = 1u << 20;
  using Changes = std::array<std::atomic<Sequence>, places>;
  /// Of a tag and a type, as keys of the index begin.
  [[nodiscard]] static std::size_t place_of(std::string_view prefix) {
    return std::hash<std::string_view>{}(prefix) % places;
  }

  std::atomic<Sequence> committed_ = 0;
  std::unique_ptr<Changes> changed_ = std::make_unique<Changes>();  // the last head with an event of them
  std::mutex mutex_;                                                // guards what follows
  std::map<std::string_view, Kept> shelves_;
};

}  // namespace careledger::core::log
