#include "core/log/tree.hpp"

#include "core/merkle/hash.hpp"

#include <algorithm>

namespace careledger::core::log {
namespace {

constexpr std::size_t most_roots = 1u << 19;  // some 25 MB: all that are worth it of 8 million events

/// As in a heap: the root of all is 1, and the children of a node are its double and the one after.
std::uint64_t number_of(merkle::Subtree subtree) {
  constexpr unsigned top = 63;
  return (std::uint64_t{1} << (top - subtree.height)) + subtree.place;
}

std::string tile_key(merkle::TileId id) {
  std::string key(1, static_cast<char>(id.level));
  append_key(key, id.index);
  return key;
}

Result<std::string> full_tile(const Log& log, merkle::TileId id) {
  auto found = log.get(Family::tiles, tile_key(id));
  if (!found) return fail(std::move(found.error()));
  if (!*found || (*found)->size() != merkle::tile_bytes) {
    return fail(Fault::corrupt, "the tile " + merkle::to_text({.tile = id}) + " is missing");
  }
  return std::move(**found);
}

}  // namespace

Result<void> Tree::load() {
  const auto leaf_hashes = [this](std::uint64_t from, std::uint64_t to) -> Result<std::vector<crypto::Digest>> {
    std::vector<crypto::Digest> hashes;
    for (auto index = from; index < to; ++index) {
      const auto leaf = log_.read(index + 1);
      if (!leaf) return fail(leaf.error());
      hashes.push_back(merkle::leaf_hash(*leaf));
    }
    return hashes;
  };
  auto edge = merkle::TileEdge::rebuild(
      log_.position(Family::tiles), [this](merkle::TileId id) { return full_tile(log_, id); }, leaf_hashes);
  if (!edge) return fail(std::move(edge.error()));
  const std::lock_guard lock(mutex_);
  edge_ = std::move(*edge);
  published_ = edge_.frontier();
  return {};
}

crypto::Digest Tree::extend(std::span<const crypto::Digest> leaf_hashes, DerivedBatch& batch) {
  const std::lock_guard lock(mutex_);
  unstored_.clear();
  for (const auto& hash : leaf_hashes) edge_.append(hash, unstored_);
  for (const auto& [id, hashes] : unstored_) batch.put(Family::tiles, tile_key(id), hashes);
  return edge_.frontier().root();
}

void Tree::publish() {
  const std::lock_guard lock(mutex_);
  published_ = edge_.frontier();
}

merkle::Frontier Tree::frontier() const {
  const std::lock_guard lock(mutex_);
  return published_;
}

Sequence Tree::size() const {
  const std::lock_guard lock(mutex_);
  return published_.size();
}

std::optional<crypto::Digest> Tree::remembered(merkle::Subtree subtree) {
  const std::lock_guard lock(roots_mutex_);
  const auto found = roots_.find(number_of(subtree));
  return found == roots_.end() ? std::nullopt : std::optional(found->second);
}

void Tree::remember(merkle::Subtree subtree, const crypto::Digest& root) {
  const std::lock_guard lock(roots_mutex_);
  if (roots_.size() >= most_roots) roots_.clear();
  roots_[number_of(subtree)] = root;
}

Result<std::string> Tree::tile(merkle::TileId id, unsigned width) {
  {
    const std::lock_guard lock(mutex_);
    if (auto partial = edge_.read(id, width)) return std::move(*partial);
    const auto unstored = std::ranges::find(unstored_, id, &merkle::FullTile::tile);
    if (unstored != unstored_.end()) return unstored->hashes.substr(0, width * merkle::hash_bytes);
  }
  auto hashes = full_tile(log_, id);
  if (hashes) hashes->resize(width * merkle::hash_bytes);
  return hashes;
}

}  // namespace careledger::core::log
