#include "core/log/recent.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace careledger::core::log {
namespace {

constexpr std::size_t merged_at_once = 8;
constexpr std::size_t tiers = 24;

/// Segments of one tier are within eight times of each other's size.
std::size_t tier_of(const Segment& segment) {
  return static_cast<std::size_t>(std::bit_width(segment.size())) / 3;
}

/// How many of the last segments are to become one: up to the eighth of a tier that has none of a higher tier behind
/// it. So each row is merged about once a tier, and a look-up passes few segments.
std::size_t due_for_merging(const Segments& segments, std::size_t sealed) {
  std::array<std::size_t, tiers> counts{};
  std::size_t highest = 0;
  for (auto i = segments.size(); i > sealed; --i) {
    const auto tier = tier_of(*segments[i - 1]);
    highest = std::max(highest, tier);
    if (++counts[tier] == merged_at_once && tier == highest) return segments.size() - i + 1;
  }
  return 0;
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
  auto due = std::make_shared<Segments>();
  {
    const std::lock_guard lock(mutex_);
    auto with = std::make_shared<Segments>(*segments_);
    with->push_back(std::move(segment));
    const auto count = due_for_merging(*with, sealed_);
    due->assign(with->end() - static_cast<std::ptrdiff_t>(count), with->end());
    segments_ = std::move(with);
  }
  if (due->empty()) return;
  // Merging takes its time, and readers do not wait for it.
  auto merged = std::make_shared<const Segment>(due);
  const std::lock_guard lock(mutex_);
  const auto first = std::ranges::find(*segments_, due->front());
  // Sealed meanwhile, they stay as they are, or are already gone.
  if (first - segments_->begin() < static_cast<std::ptrdiff_t>(sealed_) || first == segments_->end()) return;
  auto with = std::make_shared<Segments>(segments_->begin(), first);
  with->push_back(std::move(merged));
  segments_ = std::move(with);
}

Recent::Look Recent::seal() {
  const std::lock_guard lock(mutex_);
  sealed_ = segments_->size();
  return segments_;
}

void Recent::drop_sealed() {
  const std::lock_guard lock(mutex_);
  segments_ = std::make_shared<const Segments>(segments_->begin() + static_cast<std::ptrdiff_t>(sealed_), segments_->end());
  sealed_ = 0;
}

}  // namespace careledger::core::log
