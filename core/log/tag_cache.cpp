#include "core/log/tag_cache.hpp"

#include "core/log/index.hpp"

#include <algorithm>

namespace careledger::core::log {
namespace {

std::string key_of(std::string_view name, std::string_view tag, TagCache::Types types) {
  std::string key(name);
  key.append(1, '\0').append(tag);
  for (const auto type : types) key.append(1, '\0').append(type);
  return key;
}

}  // namespace

TagCache::Value TagCache::find(std::string_view name, std::string_view tag, Types types) const {
  const auto key = key_of(name, tag, types);
  Sequence changed = 0;
  for (const auto type : types)
    changed = std::max(changed, (*changed_)[place_of(tag_prefix(tag, type))].load(std::memory_order_acquire));
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  return found != entries_.end() && found->second.begun >= changed ? found->second.value : nullptr;
}

void TagCache::keep(std::string_view name, std::string_view tag, Types types, Sequence begun, Value value,
                    std::size_t bytes) {
  auto key = key_of(name, tag, types);
  const std::lock_guard lock(mutex_);
  if (const auto replaced = entries_.find(key); replaced != entries_.end()) {
    bytes_ -= replaced->second.bytes;
    entries_.erase(replaced);
  }
  // What is still asked for is soon here again.
  if (bytes_ + bytes > most_bytes_) {
    entries_.clear();
    bytes_ = 0;
  }
  entries_.emplace(std::move(key), Entry{.begun = begun, .value = std::move(value), .bytes = bytes});
  bytes_ += bytes;
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
  entries_.clear();
  bytes_ = 0;
}

}  // namespace careledger::core::log
