#include "core/log/tag_cache.hpp"

#include "core/log/index.hpp"

#include <algorithm>

namespace careledger::core::log {
namespace {

constexpr std::size_t entry_bytes = 128;  // about what an entry takes beside its key and its value

/// Of the types a digest: they are the same few lists again and again, and longer than the tag.
std::string key_of(std::string_view tag, TagCache::Types types) {
  std::string key(tag);
  std::uint64_t digest = types.size();
  for (const auto type : types) digest = digest * 0x9e3779b97f4a7c15 + std::hash<std::string_view>{}(type);
  append_key(key, digest);
  return key;
}

}  // namespace

const TagCache::Entry* TagCache::Kept::find(const std::string& key, std::size_t most_bytes) {
  if (const auto found = lately_.find(key); found != lately_.end()) return &found->second;
  const auto found = before_.find(key);
  if (found == before_.end()) return nullptr;
  auto node = before_.extract(found);
  make_room(node.mapped().bytes, most_bytes);
  bytes_ += node.mapped().bytes;
  return &lately_.insert(std::move(node)).position->second;
}

void TagCache::Kept::keep(const std::string& key, Entry entry, std::size_t most_bytes) {
  if (entry.bytes > most_bytes / 2) return;
  if (const auto replaced = lately_.find(key); replaced != lately_.end()) {
    bytes_ -= replaced->second.bytes;
    lately_.erase(replaced);
  }
  before_.erase(key);
  make_room(entry.bytes, most_bytes);
  bytes_ += entry.bytes;
  lately_.emplace(key, std::move(entry));
}

void TagCache::Kept::make_room(std::size_t bytes, std::size_t most_bytes) {
  if (bytes_ + bytes <= most_bytes / 2) return;
  before_ = std::move(lately_);
  lately_.clear();
  bytes_ = 0;
}

TagCache::Value TagCache::find(const Shelf& shelf, std::string_view tag, Types types) {
  const auto key = key_of(tag, types);
  const std::lock_guard lock(mutex_);
  const auto* const found = shelves_[shelf.name].find(key, shelf.most_bytes);
  return found != nullptr && is_good(found->begun, tag, types) ? found->value : nullptr;
}

bool TagCache::is_good(Sequence begun, std::string_view tag, Types types) const {
  return std::ranges::all_of(types, [&](std::string_view type) {
    return (*changed_)[place_of(tag_prefix(tag, type))].load(std::memory_order_acquire) <= begun;
  });
}

void TagCache::keep(const Shelf& shelf, std::string_view tag, Types types, Sequence begun, Value value,
                    std::size_t bytes) {
  const auto key = key_of(tag, types);
  bytes += key.size() + entry_bytes;
  const std::lock_guard lock(mutex_);
  shelves_[shelf.name].keep(key, {.begun = begun, .value = std::move(value), .bytes = bytes}, shelf.most_bytes);
}

void TagCache::committed(const DerivedBatch& batch, Sequence head) {
  for (const auto& put : batch.puts) {
    if (put.family != Family::tags || put.key.front() == '\0') continue;
    (*changed_)[place_of(tag_prefix_of(put.key))].store(head, std::memory_order_release);
  }
  committed_.store(head, std::memory_order_release);
}

void TagCache::clear() {
  const std::lock_guard lock(mutex_);
  shelves_.clear();
}

}  // namespace careledger::core::log
