#include "core/merkle/tile_edge.hpp"

namespace careledger::core::merkle {

Result<TileEdge> TileEdge::rebuild(std::uint64_t size, const ReadTile& full_tile, const ReadLeafHashes& leaf_hashes) {
  TileEdge edge;
  const std::uint64_t first = size - size % tile_width;
  if (first != size) {
    const auto hashes = leaf_hashes(first, size);
    if (!hashes) return fail(hashes.error());
    if (hashes->size() != size - first) return fail(Fault::corrupt, "leaves at the end of the log are missing");
    for (const Digest& hash : *hashes) edge.tiles_[0] += crypto::bytes(hash);
  }
  for (unsigned level = 1; level < levels; ++level) {
    const std::uint64_t below = size >> (level * tile_height);  // full tiles of the level below
    for (std::uint64_t index = below - below % tile_width; index < below; ++index) {
      const auto hashes = full_tile({.level = level - 1, .index = index});
      if (!hashes) return fail(hashes.error());
      if (hashes->size() != tile_bytes) {
        return fail(Fault::corrupt, to_text({.tile = {level - 1, index}}) + " is not a full tile");
      }
      edge.tiles_[level] += crypto::bytes(perfect_root(*hashes));
    }
  }
  edge.frontier_ = edge.frontier_of_tiles(size);
  return edge;
}

/// The roots of the perfect subtrees that the tiles hold, largest first.
Frontier TileEdge::frontier_of_tiles(std::uint64_t size) const {
  std::vector<Digest> subtrees;
  for (unsigned level = levels; level-- > 0;) {
    std::string_view hashes = tiles_[level];
    for (std::size_t part = tile_bytes / 2; part >= hash_bytes; part /= 2) {
      if (hashes.size() < part) continue;
      subtrees.push_back(perfect_root(hashes.substr(0, part)));
      hashes.remove_prefix(part);
    }
  }
  return {size, std::move(subtrees)};
}

void TileEdge::append(const Digest& leaf_hash, std::vector<FullTile>& completed) {
  frontier_.append(leaf_hash, [&](unsigned height, const Digest& root) {
    if (height % tile_height != 0) return;
    const unsigned level = height / tile_height;
    std::string& tile = tiles_[level];
    tile += crypto::bytes(root);
    if (tile.size() < tile_bytes) return;
    const std::uint64_t index = (size() >> ((level + 1) * tile_height)) - 1;
    completed.push_back({.tile = {level, index}, .hashes = std::move(tile)});
    tile.clear();
  });
}

std::optional<std::string> TileEdge::read(TileId tile, unsigned width) const {
  if (tile.level >= levels || width == 0) return std::nullopt;
  const unsigned held = width_at(tile, size());
  if (held == tile_width || width > held) return std::nullopt;
  return tiles_[tile.level].substr(0, width * hash_bytes);
}

}  // namespace careledger::core::merkle
