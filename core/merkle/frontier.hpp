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
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Digest root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> subtrees_;
};

}  // namespace careledger::core::merkle
