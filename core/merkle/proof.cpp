#include "core/merkle/proof.hpp"

#include <algorithm>
#include <bit>
#include <map>

namespace careledger::core::merkle {
namespace {

/// Leaves [begin, end) of a tree. `begin` is a multiple of the largest power of two below the range's size.
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  [[nodiscard]] std::uint64_t size() const { return end - begin; }
  /// Where the left half ends: the largest power of two smaller than the size.
  [[nodiscard]] std::uint64_t middle() const { return begin + std::bit_floor(size() - 1); }
};

/// Below it, to hash is as quick as to look up, and what there is to remember doubles with each step down.
constexpr unsigned least_remembered_height = 5;

/// Roots of ranges of one tree of a given size; keeps the tiles that it has read.
class Roots {
 public:
  Roots(HashReader& reader, std::uint64_t size) : reader_(reader), size_(size) {}

  Result<Digest> of(Range range) {
    // Perfect subtrees from the left, then folded together from the right.
    std::vector<Digest> subtrees;
    while (range.size() > 0) {
      const std::uint64_t step = std::bit_floor(range.size());
      auto root = perfect({range.begin, range.begin + step});
      if (!root) return root;
      subtrees.push_back(*root);
      range.begin += step;
    }
    if (subtrees.empty()) return empty_root();
    Digest root = subtrees.back();
    for (std::size_t i = subtrees.size() - 1; i-- > 0;) root = node_hash(subtrees[i], root);
    return root;
  }

  /// Of many ranges, in reverse: a proof is found from the root down and written from the leaf up.
  Result<std::vector<Digest>> upwards(std::span<const Range> ranges) {
    std::vector<Digest> roots;
    roots.reserve(ranges.size());
    for (std::size_t i = ranges.size(); i-- > 0;) {
      const auto root = of(ranges[i]);
      if (!root) return fail(root.error());
      roots.push_back(*root);
    }
    return roots;
  }

 private:
  Result<Digest> perfect(Range range) {
    const unsigned height = static_cast<unsigned>(std::countr_zero(range.size()));
    if (height < least_remembered_height) return from_tile(range, height);
    const Subtree subtree{.height = height, .place = range.begin >> height};
    if (const auto known = reader_.remembered(subtree)) return *known;
    auto root = from_tile(range, height);
    if (root) reader_.remember(subtree, *root);
    return root;
  }

  Result<Digest> from_tile(Range range, unsigned height) {
    const unsigned level = height / tile_height;
    const std::uint64_t first = range.begin >> (level * tile_height);
    const auto hashes = tile({.level = level, .index = first / tile_width});
    if (!hashes) return fail(hashes.error());
    const std::size_t count = std::size_t{1} << (height % tile_height);
    return perfect_root(hashes->substr(first % tile_width * hash_bytes, count * hash_bytes));
  }

  Result<std::string_view> tile(TileId id) {
    if (const auto known = tiles_.find(id); known != tiles_.end()) return known->second;
    const unsigned width = width_at(id, size_);
    auto read = reader_.tile(id, width);
    if (!read) return fail(std::move(read.error()));
    if (read->size() != width * hash_bytes) {
      return fail(Fault::corrupt, to_text({.tile = id, .width = width}) + " has not its width");
    }
    return tiles_.emplace(id, std::move(*read)).first->second;
  }

  HashReader& reader_;
  std::uint64_t size_;
  std::map<TileId, std::string> tiles_;
};

bool is_odd(std::uint64_t number) {
  return (number & 1) != 0;
}

/// Where a verifier stands: the node it has come to, and the last node of that row.
struct Place {
  std::uint64_t node;
  std::uint64_t last;

  [[nodiscard]] bool is_right_child_or_last() const { return is_odd(node) || node == last; }
  void up() {
    node >>= 1;
    last >>= 1;
  }
  /// A last node without a sibling is the same node in the rows above, until it is a right child.
  void up_to_right_child() {
    while (!is_odd(node) && node != 0) up();
  }
};

}  // namespace

Result<Digest> root_of(HashReader& reader, std::uint64_t size) {
  return Roots(reader, size).of({.begin = 0, .end = size});
}

Result<std::vector<Digest>> inclusion_proof(HashReader& reader, std::uint64_t index, std::uint64_t size) {
  if (index >= size) {
    return fail(Fault::bad_request,
                "leaf " + std::to_string(index) + " is not in a tree of " + std::to_string(size) + " leaves");
  }
  std::vector<Range> siblings;
  for (Range range{.begin = 0, .end = size}; range.size() > 1;) {
    const std::uint64_t middle = range.middle();
    if (index < middle) {
      siblings.push_back({middle, range.end});
      range.end = middle;
    } else {
      siblings.push_back({range.begin, middle});
      range.begin = middle;
    }
  }
  return Roots(reader, size).upwards(siblings);
}

Result<std::vector<Digest>> consistency_proof(HashReader& reader, std::uint64_t old, std::uint64_t size) {
  if (old > size) {
    return fail(Fault::bad_request,
                "a tree of " + std::to_string(size) + " leaves does not extend one of " + std::to_string(old));
  }
  if (old == 0 || old == size) return std::vector<Digest>{};
  std::vector<Range> nodes;
  Range range{.begin = 0, .end = size};
  while (range.end != old) {
    const std::uint64_t middle = range.middle();
    if (old <= middle) {
      nodes.push_back({middle, range.end});
      range.end = middle;
    } else {
      nodes.push_back({range.begin, middle});
      range.begin = middle;
    }
  }
  // The verifier has the old root: a range that is the whole old tree is left out.
  if (range.begin != 0) nodes.push_back(range);
  return Roots(reader, size).upwards(nodes);
}

bool verify_inclusion(const Digest& leaf_hash, std::uint64_t index, const TreeHead& head,
                      std::span<const Digest> path) {
  if (index >= head.size) return false;
  Place place{.node = index, .last = head.size - 1};
  Digest root = leaf_hash;
  for (const Digest& sibling : path) {
    if (place.last == 0) return false;
    if (place.is_right_child_or_last()) {
      root = node_hash(sibling, root);
      place.up_to_right_child();
    } else {
      root = node_hash(root, sibling);
    }
    place.up();
  }
  return place.last == 0 && root == head.root;
}

bool verify_consistency(const TreeHead& older, const TreeHead& newer, std::span<const Digest> path) {
  if (older.size > newer.size) return false;
  if (older.size == newer.size) return path.empty() && older.root == newer.root;
  if (older.size == 0) return path.empty() && older.root == empty_root();
  if (path.empty()) return false;

  Place place{.node = older.size - 1, .last = newer.size - 1};
  while (is_odd(place.node)) place.up();
  // An old tree that is one perfect subtree is itself the first node.
  Digest first = older.root;
  if (!std::has_single_bit(older.size)) {
    first = path.front();
    path = path.subspan(1);
  }
  Digest old_root = first;
  Digest new_root = first;
  for (const Digest& node : path) {
    if (place.last == 0) return false;
    if (place.is_right_child_or_last()) {
      old_root = node_hash(node, old_root);
      new_root = node_hash(node, new_root);
      place.up_to_right_child();
    } else {
      new_root = node_hash(new_root, node);
    }
    place.up();
  }
  return place.last == 0 && old_root == older.root && new_root == newer.root;
}

}  // namespace careledger::core::merkle
