#include "core/log/view.hpp"

#include <map>

namespace careledger::core::log {

Result<Pairs> View::collect(Family family, std::string_view lower, std::string_view upper) const {
  Pairs pairs;
  const auto add = [&pairs](std::string_view key, std::string_view value) { pairs.emplace_back(key, value); };
  if (auto visited = visit(family, lower, upper, add); !visited) return fail(std::move(visited.error()));
  return pairs;
}

Result<void> CommittedView::visit(Family family, std::string_view lower, std::string_view upper,
                                  const Visit& visit) const {
  const auto cursor = log_.range(family, lower, upper);
  for (; cursor->valid(); cursor->next()) visit(cursor->key(), cursor->value());
  return cursor->status();
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

Result<void> Overlay::visit(Family family, std::string_view lower, std::string_view upper, const Visit& visit) const {
  std::map<std::string_view, std::string_view> pending;
  for (const auto& put : batch_.puts) {
    if (put.family == family && put.key >= lower && put.key < upper) pending[put.key] = put.value;
  }
  auto next = pending.begin();
  const auto visit_pending_before = [&](std::string_view key) {
    for (; next != pending.end() && next->first < key; ++next) visit(next->first, next->second);
  };
  auto visited = below_.visit(family, lower, upper, [&](std::string_view key, std::string_view value) {
    visit_pending_before(key);
    const bool replaced = next != pending.end() && next->first == key;
    visit(key, replaced ? (next++)->second : value);
  });
  if (visited) visit_pending_before(upper);
  return visited;
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
