#include "core/merkle/tile_edge.hpp"

namespace careledger::core::merkle {

Result<TileEdge> TileEdge::rebuild(std::uint64_t size, const ReadTile& full_tile, const ReadLeafHashes& leaf_hashes) {
  TileEdge edge;
  edge.size_ = size;
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
  return edge;
}

void TileEdge::append(const Digest& leaf_hash, std::vector<FullTile>& completed) {
  ++size_;
  Digest hash = leaf_hash;
  for (unsigned level = 0; level < levels; ++level) {
    std::string& tile = tiles_[level];
    tile += crypto::bytes(hash);
    if (tile.size() < tile_bytes) return;
    hash = perfect_root(tile);
    const std::uint64_t index = (size_ >> ((level + 1) * tile_height)) - 1;
    completed.push_back({.tile = {level, index}, .hashes = std::move(tile)});
    tile.clear();
  }
}

std::optional<std::string> TileEdge::read(TileId tile, unsigned width) const {
  if (tile.level >= levels || width == 0) return std::nullopt;
  const unsigned held = width_at(tile, size_);
  if (held == tile_width || width > held) return std::nullopt;
  return tiles_[tile.level].substr(0, width * hash_bytes);
}

}  // namespace careledger::core::merkle
