#include "core/log/put_index.hpp"

#include <algorithm>

namespace careledger::core::log {

const std::vector<std::uint32_t>& PutIndex::up_to_date(const Puts& puts, Family family) {
  for (; indexed_ < puts.size(); ++indexed_) {
    auto& sorted = sorted_[index_of(puts[indexed_].family)];
    const auto key = puts[indexed_].key;
    // Few come in between two questions, and moving numbers is cheap beside comparing keys.
    const auto at = std::upper_bound(sorted.begin(), sorted.end(), key,
                                     [&puts](std::string_view k, std::uint32_t place) { return k < puts[place].key; });
    sorted.insert(at, static_cast<std::uint32_t>(indexed_));
  }
  return sorted_[index_of(family)];
}

PutIndex::Places PutIndex::range(const Puts& puts, Family family, std::string_view lower, std::string_view upper) {
  const auto& sorted = up_to_date(puts, family);
  const auto before = [&puts](std::uint32_t place, std::string_view key) { return puts[place].key < key; };
  const auto begin = std::lower_bound(sorted.begin(), sorted.end(), lower, before);
  return {begin, std::lower_bound(begin, sorted.end(), upper, before)};
}

PutIndex::Places PutIndex::equal(const Puts& puts, Family family, std::string_view key) {
  const auto& sorted = up_to_date(puts, family);
  const auto begin = std::lower_bound(sorted.begin(), sorted.end(), key,
                                      [&puts](std::uint32_t place, std::string_view k) { return puts[place].key < k; });
  const auto end = std::upper_bound(begin, sorted.end(), key,
                                    [&puts](std::string_view k, std::uint32_t place) { return k < puts[place].key; });
  return {begin, end};
}

void PutIndex::roll_back(std::size_t size) {
  if (indexed_ <= size) return;
  for (auto& sorted : sorted_) std::erase_if(sorted, [size](std::uint32_t place) { return place >= size; });
  indexed_ = size;
}

}  // namespace careledger::core::log
