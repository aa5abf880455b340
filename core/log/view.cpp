#include "core/log/view.hpp"

#include "core/log/index.hpp"

#include <algorithm>

namespace careledger::core::log {
namespace {

/// To the first key behind this one that is at `from` or after it.
void go_on(Cursor& cursor, std::string_view from) {
  constexpr int steps = 8;  // that cost less than a seek
  for (int i = 0; i < steps; ++i) {
    cursor.next();
    if (!cursor.valid() || cursor.key() >= from) return;
  }
  cursor.seek(from);
}

}  // namespace

Result<void> View::visit(Family family, std::string_view lower, std::string_view upper, const Visit& visit) const {
  return leap(family, lower, upper, [&visit](std::string_view key, std::string_view value) {
    visit(key, value);
    return std::string();
  });
}

Result<Pairs> View::collect(Family family, std::string_view lower, std::string_view upper) const {
  Pairs pairs;
  const auto add = [&pairs](std::string_view key, std::string_view value) { pairs.emplace_back(key, value); };
  if (auto visited = visit(family, lower, upper, add); !visited) return fail(std::move(visited.error()));
  return pairs;
}

const View& View::beneath(std::string_view, TagCache::Types) const {
  return *this;
}

Result<void> CommittedView::leap(Family family, std::string_view lower, std::string_view upper,
                                 const Leap& leap) const {
  const auto cursor = log_.range(family, lower, upper);
  while (cursor->valid()) {
    const auto from = leap(cursor->key(), cursor->value());
    if (from >= upper) break;
    go_on(*cursor, from);
  }
  return cursor->status();
}

Result<std::string> Overlay::leaf(Sequence sequence) const {
  if (sequence > base_ && sequence <= size()) return leaves_[sequence - base_ - 1];
  return below_.leaf(sequence);
}

Result<std::optional<std::string>> Overlay::get(Family family, std::string_view key) const {
  const auto places = index_.equal(batch_.puts, family, key);
  if (places.empty()) return below_.get(family, key);
  return std::optional(std::string(batch_.puts[places.back()].value));
}

Result<void> Overlay::leap(Family family, std::string_view lower, std::string_view upper, const Leap& leap) const {
  const auto& puts = batch_.puts;
  const auto places = index_.range(puts, family, lower, upper);
  if (places.empty()) return below_.leap(family, lower, upper, leap);
  auto next = places.begin();
  // Of several puts of one key the last counts.
  const auto take = [&] {
    for (++next; next != places.end() && puts[*next].key == puts[*(next - 1)].key;) ++next;
    return puts[*(next - 1)];
  };
  std::string from;  // what lies before it is passed over
  const auto offer = [&](std::string_view key, std::string_view value) {
    if (key >= from) from = leap(key, value);
  };
  auto visited = below_.leap(family, lower, upper, [&](std::string_view key, std::string_view value) {
    while (next != places.end() && puts[*next].key < key) {
      const auto put = take();
      offer(put.key, put.value);
    }
    const bool replaced = next != places.end() && puts[*next].key == key;
    offer(key, replaced ? take().value : value);
    return from > key ? from : std::string();
  });
  while (visited && next != places.end()) {
    const auto put = take();
    offer(put.key, put.value);
  }
  return visited;
}

Result<std::optional<std::string>> Overlay::last_key(Family family, std::string_view lower,
                                                     std::string_view upper) const {
  auto last = below_.last_key(family, lower, upper);
  if (!last) return last;
  const auto places = index_.range(batch_.puts, family, lower, upper);
  if (!places.empty() && (!*last || **last < batch_.puts[places.back()].key)) *last = batch_.puts[places.back()].key;
  return last;
}

const View& Overlay::beneath(std::string_view tag, TagCache::Types types) const {
  const bool brings_none = std::ranges::all_of(types, [&](std::string_view type) {
    return index_.range(batch_.puts, Family::tags, tag_key(tag, type, base_ + 1), tag_key(tag, type, size() + 1))
        .empty();
  });
  return brings_none ? below_.beneath(tag, types) : *this;
}

void Overlay::roll_back(Mark mark) {
  leaves_.resize(mark.leaves);
  batch_.puts.resize(mark.puts);
  index_.roll_back(mark.puts);
}

}  // namespace careledger::core::log
