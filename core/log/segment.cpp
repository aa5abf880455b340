#include "core/log/segment.hpp"

#include "core/error/result.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace careledger::core::log {
namespace {

struct Unsorted {
  std::string_view key;
  std::string_view value;
  std::size_t order;
};

/// Four bits of one word, told by the upper half of the hash; the lower half tells the word.
std::uint64_t bits_of(std::uint64_t hash) {
  std::uint64_t bits = 0;
  for (unsigned shift = 40; shift < 64; shift += 6) bits |= std::uint64_t{1} << (hash >> shift & 63);
  return bits;
}

}  // namespace

Segment::Segment(const DerivedBatch& batch, const std::function<bool(Family)>& wanted) : position_(batch.position) {
  std::array<std::vector<Unsorted>, families.size()> unsorted;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < batch.puts.size(); ++i) {
    const auto& put = batch.puts[i];
    unsorted[index_of(put.family)].push_back({.key = put.key, .value = put.value, .order = i});
    bytes += put.key.size() + put.value.size();
  }
  bytes_.reserve(bytes);
  rows_.reserve(batch.puts.size());
  for (const Family family : families) {
    auto& rows = unsorted[index_of(family)];
    if (!wanted(family)) rows.clear();
    std::sort(rows.begin(), rows.end(), [](const Unsorted& a, const Unsorted& b) {
      const auto order = a.key.compare(b.key);
      return order < 0 || (order == 0 && a.order < b.order);
    });
    for (std::size_t i = 0; i < rows.size(); ++i) {
      // Of puts of one key the last counts.
      if (i + 1 == rows.size() || rows[i + 1].key != rows[i].key) append(rows[i].key, rows[i].value);
    }
    finish(family);
  }
  make_filter();
}

Segment::Segment(const std::shared_ptr<const Segments>& segments) : position_(segments->back()->position()) {
  std::size_t bytes = 0;
  std::size_t rows = 0;
  for (const auto& segment : *segments) {
    bytes += segment->bytes_.size();
    rows += segment->size();
  }
  bytes_.reserve(bytes);
  rows_.reserve(rows);
  for (const Family family : families) {
    for (Walk walk(segments, family, {}); walk.valid(); walk.next()) append(walk.key(), walk.value());
    finish(family);
  }
  make_filter();
}

void Segment::append(std::string_view key, std::string_view value) {
  CARELEDGER_ASSERT(bytes_.size() + key.size() + value.size() <= std::numeric_limits<std::uint32_t>::max());
  rows_.push_back({.offset = static_cast<std::uint32_t>(bytes_.size()),
                   .key_bytes = static_cast<std::uint32_t>(key.size()),
                   .value_bytes = static_cast<std::uint32_t>(value.size())});
  bytes_.append(key);
  bytes_.append(value);
}

std::size_t Segment::lower_bound(Family family, std::string_view key) const {
  std::size_t low = begin(family);
  std::size_t high = end(family);
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    if (this->key(middle) < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::optional<std::string_view> Segment::find(Family family, std::string_view key, std::uint64_t hash) const {
  // Nearly every identity that is looked up is new: the filter says so without a search.
  if (family == Family::ids && !may_hold_identity(hash)) return std::nullopt;
  const auto row = lower_bound(family, key);
  if (row == end(family) || this->key(row) != key) return std::nullopt;
  return value(row);
}

void Segment::make_filter() {
  const auto identities = end(Family::ids) - begin(Family::ids);
  if (identities == 0) return;
  // 8 to 16 bits a key.
  filter_.resize(std::max<std::size_t>(1, std::bit_ceil(identities) / 4));
  for (auto row = begin(Family::ids); row < end(Family::ids); ++row) {
    const auto hash = hash_of(key(row));
    filter_[hash & (filter_.size() - 1)] |= bits_of(hash);
  }
}

bool Segment::may_hold_identity(std::uint64_t hash) const {
  if (filter_.empty()) return false;
  const auto bits = bits_of(hash);
  return (filter_[hash & (filter_.size() - 1)] & bits) == bits;
}

Walk::Walk(std::shared_ptr<const Segments> segments, Family family, std::string_view lower,
           std::optional<std::string_view> upper)
    : segments_(std::move(segments)), family_(family), upper_(upper) {
  seek(lower);
}

void Walk::seek(std::string_view key) {
  places_.clear();
  for (std::size_t age = 0; age < segments_->size(); ++age) {
    const auto& segment = *(*segments_)[age];
    const auto row = segment.lower_bound(family_, key);
    const auto end = upper_ ? segment.lower_bound(family_, *upper_) : segment.end(family_);
    if (row < end)
      places_.push_back({.key = segment.key(row), .segment = &segment, .age = age, .row = row, .end = end});
  }
  std::make_heap(places_.begin(), places_.end(), behind);
}

void Walk::step() {
  auto& first = places_.front();
  if (++first.row == first.end) {
    first = places_.back();
    places_.pop_back();
  } else {
    first.key = first.segment->key(first.row);
  }
  // The first one sinks to its place, which mostly is where it was: std's heap would sink it to the ground and raise
  // it.
  for (std::size_t at = 0, child = 1; child < places_.size(); at = child, child = 2 * at + 1) {
    if (child + 1 < places_.size() && behind(places_[child], places_[child + 1])) ++child;
    if (!behind(places_[at], places_[child])) return;
    std::swap(places_[at], places_[child]);
  }
}

void Walk::next() {
  const auto passed = key();
  do {
    step();
  } while (valid() && key() == passed);
}

}  // namespace careledger::core::log
