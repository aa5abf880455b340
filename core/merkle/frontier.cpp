#include "core/merkle/frontier.hpp"

#include "core/error/result.hpp"

#include <bit>

namespace careledger::core::merkle {

Frontier::Frontier(std::uint64_t size, std::vector<Digest> subtrees) : size_(size), subtrees_(std::move(subtrees)) {
  CARELEDGER_ASSERT(subtrees_.size() == static_cast<std::size_t>(std::popcount(size)));
}

void Frontier::append(const Digest& leaf_hash) {
  append(leaf_hash, [](unsigned, const Digest&) {});
}

Digest Frontier::root() const {
  if (subtrees_.empty()) return empty_root();
  Digest root = subtrees_.back();
  for (std::size_t i = subtrees_.size() - 1; i-- > 0;) root = node_hash(subtrees_[i], root);
  return root;
}

}  // namespace careledger::core::merkle
