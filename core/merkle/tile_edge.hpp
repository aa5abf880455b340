#pragma once

#include "core/merkle/frontier.hpp"
#include "core/merkle/tile.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace careledger::core::merkle {

struct FullTile {
  TileId tile;
  std::string hashes;  // 8,192 bytes
};

/// The tiles at the right edge of a tree that are not yet full, one a level. Full ones leave it, to be kept elsewhere.
/// Has no lock of its own: its owner guards it.
class TileEdge {
 public:
  using ReadTile = std::function<Result<std::string>(TileId)>;
  using ReadLeafHashes = std::function<Result<std::vector<Digest>>(std::uint64_t from, std::uint64_t to)>;

  TileEdge() = default;
  /// The edge at `size`, from the full tiles below it and the hashes of the last leaves, [from, to) counted from 0.
  /// Fault::corrupt where they come short.
  [[nodiscard]] static Result<TileEdge> rebuild(std::uint64_t size, const ReadTile& full_tile,
                                                const ReadLeafHashes& leaf_hashes);

  /// Tiles that this leaf completes are added to `completed`, the lowest level first.
  void append(const Digest& leaf_hash, std::vector<FullTile>& completed);
  [[nodiscard]] std::uint64_t size() const { return frontier_.size(); }
  [[nodiscard]] const Frontier& frontier() const { return frontier_; }
  /// The first `width` hashes of a tile, 1 to 255; nothing where that tile is not at the edge or is narrower.
  [[nodiscard]] std::optional<std::string> read(TileId tile, unsigned width) const;

 private:
  static constexpr std::size_t levels = 64 / tile_height;

  [[nodiscard]] Frontier frontier_of_tiles(std::uint64_t size) const;

  std::array<std::string, levels> tiles_;
  Frontier frontier_;
};

}  // namespace careledger::core::merkle
