#include "core/log/memory_log.hpp"

#include <map>
#include <mutex>
#include <shared_mutex>

namespace careledger::core::log {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;
using Map = std::map<std::string, std::string, std::less<>>;

class MemoryCursor final : public Cursor {
 public:
  explicit MemoryCursor(Pairs pairs) : pairs_(std::move(pairs)) {}
  bool valid() const override { return at_ < pairs_.size(); }
  std::string_view key() const override { return pairs_[at_].first; }
  std::string_view value() const override { return pairs_[at_].second; }
  void next() override { ++at_; }
  void seek(std::string_view key) override {
    const auto before = [](const auto& pair, std::string_view wanted) { return pair.first < wanted; };
    at_ = static_cast<std::size_t>(std::lower_bound(pairs_.begin(), pairs_.end(), key, before) - pairs_.begin());
  }
  Result<void> status() const override { return {}; }

 private:
  Pairs pairs_;
  std::size_t at_ = 0;
};

class MemoryLog final : public Log {
 public:
  Head head() const override {
    const std::shared_lock lock(mutex_);
    return head_;
  }

  Result<void> append(std::span<const std::string> leaves, const Head& after, const DerivedBatch& derived) override {
    {
      const std::unique_lock lock(mutex_);
      CARELEDGER_ASSERT(after.size == head_.size + leaves.size());
      leaves_.insert(leaves_.end(), leaves.begin(), leaves.end());
      head_ = after;
    }
    return derive(derived);
  }

  Result<std::string> read(Sequence sequence) const override {
    const std::shared_lock lock(mutex_);
    if (sequence < 1 || sequence > leaves_.size()) {
      return fail(Fault::not_found, "there is no event " + std::to_string(sequence));
    }
    return leaves_[sequence - 1];
  }

  std::unique_ptr<Cursor> scan(Sequence from, Sequence to) const override {
    const std::shared_lock lock(mutex_);
    Pairs pairs;
    for (Sequence at = std::max<Sequence>(from, 1); at <= to && at <= leaves_.size(); ++at) {
      pairs.emplace_back(key_of(at), leaves_[at - 1]);
    }
    return std::make_unique<MemoryCursor>(std::move(pairs));
  }

  Result<void> derive(const DerivedBatch& batch) override {
    const std::unique_lock lock(mutex_);
    for (const auto& [family, key, value] : batch.puts) {
      if (batch.position > positions_[index_of(family)])
        maps_[index_of(family)].insert_or_assign(std::string(key), value);
    }
    for (auto& position : positions_) position = std::max(position, batch.position);
    return {};
  }

  Sequence position(Family family) const override {
    const std::shared_lock lock(mutex_);
    return positions_[index_of(family)];
  }

  Result<std::optional<std::string>> get(Family family, std::string_view key) const override {
    const std::shared_lock lock(mutex_);
    const auto found = maps_[index_of(family)].find(key);
    if (found == maps_[index_of(family)].end()) return std::nullopt;
    return std::optional(found->second);
  }

  std::unique_ptr<Cursor> range(Family family, std::string_view lower, std::string_view upper) const override {
    const std::shared_lock lock(mutex_);
    const auto& map = maps_[index_of(family)];
    Pairs pairs;
    if (lower < upper) pairs.assign(map.lower_bound(lower), map.lower_bound(upper));
    return std::make_unique<MemoryCursor>(std::move(pairs));
  }

  Result<std::optional<std::string>> last_key(Family family, std::string_view lower,
                                              std::string_view upper) const override {
    const std::shared_lock lock(mutex_);
    const auto& map = maps_[index_of(family)];
    const auto behind = map.lower_bound(upper);
    if (behind == map.begin() || std::prev(behind)->first < lower) return std::nullopt;
    return std::optional(std::prev(behind)->first);
  }

  Result<void> clear(Family family) override {
    const std::unique_lock lock(mutex_);
    maps_[index_of(family)].clear();
    positions_[index_of(family)] = 0;
    return {};
  }

  Result<std::optional<std::string>> meta(std::string_view name) const override {
    const std::shared_lock lock(mutex_);
    const auto found = meta_.find(name);
    if (found == meta_.end()) return std::nullopt;
    return std::optional(found->second);
  }

  Result<void> set_meta(std::string_view name, std::string_view value) override {
    const std::unique_lock lock(mutex_);
    meta_[std::string(name)] = value;
    return {};
  }

  Result<void> flush() override { return {}; }

 private:
  mutable std::shared_mutex mutex_;
  Head head_;
  std::vector<std::string> leaves_;
  std::array<Map, families.size()> maps_;
  std::array<Sequence, families.size()> positions_{};
  Map meta_;
};

}  // namespace

std::unique_ptr<Log> make_memory_log() {
  return std::make_unique<MemoryLog>();
}

}  // namespace careledger::core::log
