#pragma once

#include "core/log/log.hpp"
#include "core/log/put_index.hpp"
#include "core/log/tag_cache.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace careledger::core::log {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// The ledger as certain events leave it: either what is committed, or that with events of the group under way on top.
class View {
 public:
  virtual ~View() = default;
  [[nodiscard]] virtual Sequence size() const = 0;
  [[nodiscard]] virtual Result<std::string> leaf(Sequence sequence) const = 0;
  [[nodiscard]] virtual Result<std::optional<std::string>> get(Family family, std::string_view key) const = 0;
  /// Visits pairs from `lower` to before `upper`, ascending; what is visited lives until the visit returns. That says
  /// from which later key to go on, and what lies between costs little; an empty one means the next.
  using Leap = std::function<std::string(std::string_view key, std::string_view value)>;
  [[nodiscard]] virtual Result<void> leap(Family family, std::string_view lower, std::string_view upper,
                                          const Leap& leap) const = 0;
  /// Visits all of them.
  using Visit = std::function<void(std::string_view key, std::string_view value)>;
  [[nodiscard]] Result<void> visit(Family family, std::string_view lower, std::string_view upper,
                                   const Visit& visit) const;
  /// All these pairs.
  [[nodiscard]] Result<Pairs> collect(Family family, std::string_view lower, std::string_view upper) const;
  /// The last key of that range.
  [[nodiscard]] virtual Result<std::optional<std::string>> last_key(Family family, std::string_view lower,
                                                                    std::string_view upper) const = 0;
  /// Where readers may keep what follows from the events of a tag; null where they are not to.
  [[nodiscard]] virtual TagCache* cache() const { return nullptr; }
  /// A view of less that has the same events of the tag and these types.
  [[nodiscard]] virtual const View& beneath(std::string_view tag, TagCache::Types types) const;
};

/// What is committed.
class CommittedView final : public View {
 public:
  /// The cache, where one is given, is told of all that is committed.
  explicit CommittedView(const Log& log, TagCache* cache = nullptr) : log_(log), cache_(cache) {}
  /// The first `size` events alone, while what is derived from the later ones is caught up.
  CommittedView(const Log& log, Sequence size) : log_(log), cache_(nullptr), size_(size) {}
  Sequence size() const override { return size_.value_or(log_.head().size); }
  Result<std::string> leaf(Sequence sequence) const override { return log_.read(sequence); }
  Result<std::optional<std::string>> get(Family family, std::string_view key) const override {
    return log_.get(family, key);
  }
  Result<void> leap(Family family, std::string_view lower, std::string_view upper, const Leap& leap) const override;
  Result<std::optional<std::string>> last_key(Family family, std::string_view lower,
                                              std::string_view upper) const override {
    return log_.last_key(family, lower, upper);
  }
  TagCache* cache() const override { return cache_; }

 private:
  const Log& log_;
  TagCache* cache_;
  std::optional<Sequence> size_;
};

/// A group of events on top of a view, as if they were in: what admission reads and a refusal takes back. Owned by the
/// thread that admits; nothing of it is seen by others before it is committed.
class Overlay final : public View {
 public:
  explicit Overlay(const View& below) : below_(below), base_(below.size()) {}

  Sequence size() const override { return base_ + leaves_.size(); }
  Result<std::string> leaf(Sequence sequence) const override;
  Result<std::optional<std::string>> get(Family family, std::string_view key) const override;
  Result<void> leap(Family family, std::string_view lower, std::string_view upper, const Leap& leap) const override;
  Result<std::optional<std::string>> last_key(Family family, std::string_view lower,
                                              std::string_view upper) const override;
  const View& beneath(std::string_view tag, TagCache::Types types) const override;

  /// A place to return to.
  struct Mark {
    std::size_t leaves;
    std::size_t puts;
  };
  [[nodiscard]] Mark mark() const { return {leaves_.size(), batch_.puts.size()}; }
  void roll_back(Mark mark);

  void append(std::string leaf) { leaves_.push_back(std::move(leaf)); }
  [[nodiscard]] DerivedBatch& batch() { return batch_; }
  [[nodiscard]] const std::vector<std::string>& leaves() const { return leaves_; }

 private:
  const View& below_;
  Sequence base_;
  std::vector<std::string> leaves_;
  DerivedBatch batch_;
  mutable PutIndex index_;  // one thread reads
};

}  // namespace careledger::core::log
