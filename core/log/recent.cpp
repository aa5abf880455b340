#include "core/log/recent.hpp"

#include <algorithm>
#include <bit>

namespace careledger::core::log {
namespace {

constexpr std::size_t merged_at_once = 8;

/// Segments of one tier are within eight times of each other's size.
int tier_of(const Segment& segment) {
  return std::bit_width(segment.size()) / 3;
}

/// How many of the last segments are to become one; 0: none. From old to new no tier is followed by a higher one, and
/// of each there are at most seven: so each row is merged about once a tier, and a look-up passes few segments.
std::size_t due_for_merging(const Segments& segments, std::size_t sealed) {
  if (segments.size() <= sealed) return 0;
  const auto tier = tier_of(*segments.back());
  std::size_t lower = 0;  // older than the last and of a lower tier
  std::size_t same = 1;
  for (auto i = segments.size() - 1; i > sealed; --i) {
    const auto older = tier_of(*segments[i - 1]);
    if (older > tier) break;
    ++(older < tier ? lower : same);
  }
  if (same >= merged_at_once) return lower + same;
  return lower > 0 ? lower + 1 : 0;
}

}  // namespace

Recent::Look Recent::look() const {
  const std::lock_guard lock(mutex_);
  return segments_;
}

std::size_t Recent::size() const {
  const auto segments = look();
  std::size_t rows = 0;
  for (const auto& segment : *segments) rows += segment->size();
  return rows;
}

void Recent::add(std::shared_ptr<const Segment> segment) {
  {
    const std::lock_guard lock(mutex_);
    auto with = std::make_shared<Segments>(*segments_);
    with->push_back(std::move(segment));
    segments_ = std::move(with);
  }
  while (merge_last()) {
  }
}

bool Recent::merge_last() {
  auto due = std::make_shared<Segments>();
  {
    const std::lock_guard lock(mutex_);
    const auto count = due_for_merging(*segments_, sealed_);
    if (count == 0) return false;
    due->assign(segments_->end() - static_cast<std::ptrdiff_t>(count), segments_->end());
  }
  // Merging takes its time, and readers do not wait for it.
  auto merged = std::make_shared<const Segment>(due);
  const std::lock_guard lock(mutex_);
  const auto first = std::ranges::find(*segments_, due->front());
  // Sealed meanwhile, they stay as they are, or are already gone.
  if (first == segments_->end() || first - segments_->begin() < static_cast<std::ptrdiff_t>(sealed_)) return false;
  auto with = std::make_shared<Segments>(segments_->begin(), first);
  with->push_back(std::move(merged));
  segments_ = std::move(with);
  return true;
}

Recent::Look Recent::seal() {
  const std::lock_guard lock(mutex_);
  sealed_ = segments_->size();
  return segments_;
}

void Recent::drop_sealed() {
  const std::lock_guard lock(mutex_);
  segments_ =
      std::make_shared<const Segments>(segments_->begin() + static_cast<std::ptrdiff_t>(sealed_), segments_->end());
  sealed_ = 0;
}

}  // namespace careledger::core::log
