#pragma once

#include "core/log/log.hpp"
#include "core/merkle/frontier.hpp"
#include "core/merkle/proof.hpp"
#include "core/merkle/tile_edge.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace careledger::core::log {

/// The Merkle tree over a log: full tiles lie in the family `tiles`, the right edge in memory. The sequencer extends
/// and publishes it; any thread reads hashes of any published size.
class Tree final : public merkle::HashReader {
 public:
  explicit Tree(Log& log) : log_(log) {}

  /// Rebuilds the edge at the position of the family `tiles`, from its full tiles and the last leaves.
  [[nodiscard]] Result<void> load();

  /// Adds leaf hashes behind the edge, and says the root that this makes; tiles that became full go into `batch`. Not
  /// yet published. The batch of the extension before has been written.
  crypto::Digest extend(std::span<const crypto::Digest> leaf_hashes, DerivedBatch& batch);
  /// Makes the size that it was extended to the one that others see.
  void publish();

  [[nodiscard]] merkle::Frontier frontier() const;
  [[nodiscard]] Sequence size() const;
  [[nodiscard]] Result<std::string> tile(merkle::TileId id, unsigned width) override;
  [[nodiscard]] std::optional<crypto::Digest> remembered(merkle::Subtree subtree) override;
  void remember(merkle::Subtree subtree, const crypto::Digest& root) override;

 private:
  Log& log_;
  mutable std::mutex mutex_;  // guards all below
  merkle::TileEdge edge_;
  std::vector<merkle::FullTile> unstored_;  // left the edge with the last extension, and may not be in the log yet
  merkle::Frontier published_;

  std::mutex roots_mutex_;  // guards what follows
  boost::unordered_flat_map<std::uint64_t, crypto::Digest> roots_;
};

}  // namespace careledger::core::log
