#include "core/log/view.hpp"

#include <algorithm>

namespace careledger::core::log {

Result<Pairs> CommittedView::collect(Family family, std::string_view lower, std::string_view upper) const {
  Pairs pairs;
  const auto cursor = log_.range(family, lower, upper);
  for (; cursor->valid(); cursor->next()) pairs.emplace_back(cursor->key(), cursor->value());
  if (auto status = cursor->status(); !status) return fail(std::move(status.error()));
  return pairs;
}

Result<std::string> Overlay::leaf(Sequence sequence) const {
  if (sequence > base_ && sequence <= size()) return leaves_[sequence - base_ - 1];
  return below_.leaf(sequence);
}

Result<std::optional<std::string>> Overlay::get(Family family, std::string_view key) const {
  for (auto put = batch_.puts.rbegin(); put != batch_.puts.rend(); ++put) {
    if (put->family == family && put->key == key) return std::optional(std::string(put->value));
  }
  return below_.get(family, key);
}

Result<Pairs> Overlay::collect(Family family, std::string_view lower, std::string_view upper) const {
  auto pairs = below_.collect(family, lower, upper);
  if (!pairs) return pairs;
  for (const auto& put : batch_.puts) {
    if (put.family != family || put.key < lower || put.key >= upper) continue;
    const auto at = std::lower_bound(pairs->begin(), pairs->end(), put.key,
                                     [](const auto& pair, std::string_view key) { return pair.first < key; });
    if (at != pairs->end() && at->first == put.key) {
      at->second = put.value;
    } else {
      pairs->emplace(at, put.key, put.value);
    }
  }
  return pairs;
}

Result<std::optional<std::string>> Overlay::last_key(Family family, std::string_view lower,
                                                     std::string_view upper) const {
  auto last = below_.last_key(family, lower, upper);
  if (!last) return last;
  for (const auto& put : batch_.puts) {
    if (put.family == family && put.key >= lower && put.key < upper && (!*last || **last < put.key)) *last = put.key;
  }
  return last;
}

void Overlay::roll_back(Mark mark) {
  leaves_.resize(mark.leaves);
  batch_.puts.resize(mark.puts);
}

}  // namespace careledger::core::log
