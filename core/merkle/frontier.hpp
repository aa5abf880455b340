#pragma once

#include "core/merkle/hash.hpp"

#include <cstdint>
#include <vector>

namespace careledger::core::merkle {

/// The right edge of a growing tree: the roots of its perfect subtrees, one for each set bit of the size. At most 64
/// digests, so that a copy may run ahead and be dropped. Has no lock of its own.
class Frontier {
 public:
  Frontier() = default;
  /// Of a tree of that size; `subtrees` are in leaf order, the largest first, one for each set bit.
  Frontier(std::uint64_t size, std::vector<Digest> subtrees);

  void append(const Digest& leaf_hash);
  /// Tells of each perfect subtree that the leaf completes, by its height and root: first of the leaf itself, of
  /// height 0.
  template <class Completed>
  void append(const Digest& leaf_hash, const Completed& completed);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Digest root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> subtrees_;
};

template <class Completed>
void Frontier::append(const Digest& leaf_hash, const Completed& completed) {
  std::uint64_t bits = size_++;
  Digest subtree = leaf_hash;
  unsigned height = 0;
  completed(height, subtree);
  // As in adding one: each trailing set bit carries, and its subtree becomes the left half of the next.
  for (; (bits & 1) != 0; bits >>= 1) {
    subtree = node_hash(subtrees_.back(), subtree);
    subtrees_.pop_back();
    completed(++height, subtree);
  }
  subtrees_.push_back(subtree);
}

}  // namespace careledger::core::merkle
