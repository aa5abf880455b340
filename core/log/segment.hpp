#pragma once

#include "core/log/derived.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::core::log {

class Segment;
/// The oldest first: of two rows with one key the later segment's counts.
using Segments = std::vector<std::shared_ptr<const Segment>>;

/// Rows of derived families, sorted, each key once. Nothing changes it, so any thread may read it.
class Segment {
 public:
  /// The batch's rows of the families that are wanted.
  Segment(const DerivedBatch& batch, const std::function<bool(Family)>& wanted);
  /// What those segments come to together.
  explicit Segment(const std::shared_ptr<const Segments>& segments);

  [[nodiscard]] Sequence position() const { return position_; }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }

  /// `hash`: hash_of(key).
  [[nodiscard]] std::optional<std::string_view> find(Family family, std::string_view key, std::uint64_t hash) const;
  [[nodiscard]] static std::uint64_t hash_of(std::string_view key) { return std::hash<std::string_view>{}(key); }

  // Rows by number: those of a family lie together.
  [[nodiscard]] std::size_t begin(Family family) const { return starts_[index_of(family)]; }
  [[nodiscard]] std::size_t end(Family family) const { return starts_[index_of(family) + 1]; }
  /// The first row of the family at or behind the key.
  [[nodiscard]] std::size_t lower_bound(Family family, std::string_view key) const;
  [[nodiscard]] std::string_view key(std::size_t row) const { return {at(row), rows_[row].key_bytes}; }
  [[nodiscard]] std::string_view value(std::size_t row) const {
    return {at(row) + rows_[row].key_bytes, rows_[row].value_bytes};
  }

 private:
  struct Row {
    std::uint32_t offset;
    std::uint32_t key_bytes;
    std::uint32_t value_bytes;
  };
  [[nodiscard]] const char* at(std::size_t row) const { return bytes_.data() + rows_[row].offset; }
  void append(std::string_view key, std::string_view value);
  void finish(Family family) { starts_[index_of(family) + 1] = rows_.size(); }
  void make_filter();
  [[nodiscard]] bool may_hold_identity(std::uint64_t hash) const;

  Sequence position_ = 0;
  std::string bytes_;
  std::vector<Row> rows_;
  std::array<std::size_t, families.size() + 1> starts_{};
  std::vector<std::uint64_t> filter_;  // a Bloom filter over the identities, a word a key
};

/// Walks the rows of one family through segments in ascending order, each key once, with its newest value. Keeps the
/// segments.
class Walk {
 public:
  Walk(std::shared_ptr<const Segments> segments, Family family, std::string_view lower,
       std::optional<std::string_view> upper = {});

  [[nodiscard]] bool valid() const { return !places_.empty(); }
  [[nodiscard]] std::string_view key() const { return places_.front().key; }
  [[nodiscard]] std::string_view value() const { return places_.front().segment->value(places_.front().row); }
  void next();
  void seek(std::string_view key);

 private:
  struct Place {
    std::string_view key;
    const Segment* segment;
    std::size_t age;  // 0 is the oldest
    std::size_t row;
    std::size_t end;
  };
  static bool behind(const Place& a, const Place& b) {
    const auto order = a.key.compare(b.key);
    return order > 0 || (order == 0 && a.age < b.age);
  }
  void step();

  std::shared_ptr<const Segments> segments_;
  Family family_;
  std::optional<std::string> upper_;
  std::vector<Place> places_;  // a heap, the next row's place in front
};

}  // namespace careledger::core::log
