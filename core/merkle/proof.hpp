#pragma once

#include "core/error/result.hpp"
#include "core/merkle/tile.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace careledger::core::merkle {

/// A perfect subtree: the leaves from place·2^height on, 2^height of them. Its root never changes.
struct Subtree {
  unsigned height = 0;
  std::uint64_t place = 0;
};

/// Where the hashes of a tree lie. It may hold a larger tree than the one asked about.
class HashReader {
 public:
  virtual ~HashReader() = default;
  /// The first `width` hashes of that tile, 1 to 256: `width`·32 bytes.
  [[nodiscard]] virtual Result<std::string> tile(TileId id, unsigned width) = 0;
  /// Roots that were reckoned from tiles, for a reader that remembers them: whoever asks for many proofs asks for the
  /// same upper ones again and again.
  [[nodiscard]] virtual std::optional<Digest> remembered(Subtree) { return std::nullopt; }
  virtual void remember(Subtree, const Digest&) {}
};

/// How many leaves a tree has, and its root.
struct TreeHead {
  std::uint64_t size = 0;
  Digest root{};
};

// Each of these reads O(log size) tiles, none of them twice. Errors: the reader's, and Fault::corrupt where a tile
// comes short; Fault::bad_request for an index or an old size that does not lie in the tree.
[[nodiscard]] Result<Digest> root_of(HashReader& reader, std::uint64_t size);
/// RFC 9162 §2.1.3.1, the leaf's sibling first; leaves are counted from 0.
[[nodiscard]] Result<std::vector<Digest>> inclusion_proof(HashReader& reader, std::uint64_t index, std::uint64_t size);
/// RFC 9162 §2.1.4.1; empty from size 0, and between equal sizes.
[[nodiscard]] Result<std::vector<Digest>> consistency_proof(HashReader& reader, std::uint64_t old, std::uint64_t size);

/// RFC 9162 §2.1.3.2.
[[nodiscard]] bool verify_inclusion(const Digest& leaf_hash, std::uint64_t index, const TreeHead& head,
                                    std::span<const Digest> path);
/// RFC 9162 §2.1.4.2.
[[nodiscard]] bool verify_consistency(const TreeHead& older, const TreeHead& newer, std::span<const Digest> path);

}  // namespace careledger::core::merkle
