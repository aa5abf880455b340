#pragma once

#include "core/merkle/frontier.hpp"
#include "core/merkle/proof.hpp"
#include "core/merkle/tile_edge.hpp"

#include <bit>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace careledger::tests {

using core::merkle::Digest;

// RFC 9162 §2.1 as it is written: slow, and hard to get wrong.

inline Digest oracle_root(std::span<const Digest> leaves) {
  if (leaves.empty()) return core::merkle::empty_root();
  if (leaves.size() == 1) return leaves[0];
  const auto k = std::bit_floor(leaves.size() - 1);
  return core::merkle::node_hash(oracle_root(leaves.first(k)), oracle_root(leaves.subspan(k)));
}

inline std::vector<Digest> oracle_inclusion(std::size_t m, std::span<const Digest> leaves) {
  if (leaves.size() == 1) return {};
  const auto k = std::bit_floor(leaves.size() - 1);
  const bool left = m < k;
  auto path = left ? oracle_inclusion(m, leaves.first(k)) : oracle_inclusion(m - k, leaves.subspan(k));
  path.push_back(oracle_root(left ? leaves.subspan(k) : leaves.first(k)));
  return path;
}

inline std::vector<Digest> oracle_consistency(std::size_t m, std::span<const Digest> leaves, bool known = true) {
  if (m == leaves.size()) return known ? std::vector<Digest>{} : std::vector{oracle_root(leaves)};
  const auto k = std::bit_floor(leaves.size() - 1);
  const bool left = m <= k;
  auto path =
      left ? oracle_consistency(m, leaves.first(k), known) : oracle_consistency(m - k, leaves.subspan(k), false);
  path.push_back(oracle_root(left ? leaves.subspan(k) : leaves.first(k)));
  return path;
}

inline std::vector<Digest> numbered_leaves(std::size_t count) {
  std::vector<Digest> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(core::merkle::leaf_hash("leaf " + std::to_string(i)));
  return leaves;
}

/// A tree in memory, and how often each tile of it was read.
class MemoryTree final : public core::merkle::HashReader {
 public:
  explicit MemoryTree(std::span<const Digest> leaves = {}) {
    for (const auto& leaf : leaves) append(leaf);
  }

  void append(const Digest& leaf) {
    std::vector<core::merkle::FullTile> completed;
    edge.append(leaf, completed);
    for (auto& [id, hashes] : completed) full[id] = std::move(hashes);
  }

  core::Result<std::string> tile(core::merkle::TileId id, unsigned width) override {
    ++reads[id];
    if (auto partial = edge.read(id, width)) return std::move(*partial);
    const auto found = full.find(id);
    if (found == full.end()) return core::fail(core::Fault::not_found, "no such tile");
    return found->second.substr(0, width * core::merkle::hash_bytes);
  }

  core::merkle::TileEdge edge;
  std::map<core::merkle::TileId, std::string> full;
  std::map<core::merkle::TileId, int> reads;
};

}  // namespace careledger::tests
