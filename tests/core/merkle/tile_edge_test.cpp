#include "core/merkle/tile_edge.hpp"

#include "tests/core/merkle/oracle.hpp"

#include <doctest/doctest.h>

namespace merkle = careledger::core::merkle;
using namespace careledger::tests;
using careledger::core::Fault;
using merkle::TileEdge;
using merkle::TileId;

namespace {

constexpr std::size_t many = 66'000;  // past a full tile of level 1

const std::vector<Digest>& leaves() {
  static const auto made = numbered_leaves(many);
  return made;
}

std::span<const Digest> first(std::size_t count) {
  return std::span(leaves()).first(count);
}

std::string joined(std::span<const Digest> digests) {
  std::string bytes;
  for (const auto& digest : digests) bytes += careledger::core::crypto::bytes(digest);
  return bytes;
}

careledger::core::Result<TileEdge> rebuilt(const MemoryTree& tree, std::uint64_t size) {
  const auto full_tile = [&tree](TileId id) -> careledger::core::Result<std::string> {
    const auto found = tree.full.find(id);
    if (found == tree.full.end()) return careledger::core::fail(Fault::not_found, "no such tile");
    return found->second;
  };
  const auto hashes = [](std::uint64_t from, std::uint64_t to) -> careledger::core::Result<std::vector<Digest>> {
    return std::vector<Digest>(leaves().begin() + static_cast<std::ptrdiff_t>(from),
                               leaves().begin() + static_cast<std::ptrdiff_t>(to));
  };
  return TileEdge::rebuild(size, full_tile, hashes);
}

}  // namespace

TEST_CASE("full tiles leave the edge once each, in order, with the hashes that tlog-tiles gives them") {
  TileEdge edge;
  std::vector<merkle::FullTile> completed;
  for (const auto& leaf : leaves()) edge.append(leaf, completed);
  CHECK(edge.size() == many);
  REQUIRE(completed.size() == many / 256 + 1);

  std::uint64_t next = 0;
  for (const auto& [id, hashes] : completed) {
    REQUIRE(hashes.size() == merkle::tile_bytes);
    if (id.level == 1) {
      CHECK(id.index == 0);
      CHECK(next == 256);
      for (std::size_t i = 0; i < 256; ++i) {
        REQUIRE(merkle::hash_at(hashes, i) == oracle_root(std::span(leaves()).subspan(i * 256, 256)));
      }
      continue;
    }
    REQUIRE(id == TileId{0, next});
    REQUIRE(hashes == joined(std::span(leaves()).subspan(next * 256, 256)));
    ++next;
  }
}

TEST_CASE("the edge gives any beginning of the tiles that are not full, and nothing else") {
  MemoryTree tree(first(600));
  const auto& edge = tree.edge;
  CHECK(edge.read({0, 2}, 88) == joined(std::span(leaves()).subspan(512, 88)));
  CHECK(edge.read({0, 2}, 1) == joined(std::span(leaves()).subspan(512, 1)));
  CHECK(edge.read({1, 0}, 2)->size() == 64);
  CHECK_FALSE(edge.read({0, 2}, 89).has_value());
  CHECK_FALSE(edge.read({0, 2}, 0).has_value());
  CHECK_FALSE(edge.read({0, 1}, 10).has_value());
  CHECK_FALSE(edge.read({0, 3}, 1).has_value());
  CHECK_FALSE(edge.read({1, 0}, 3).has_value());
  CHECK_FALSE(edge.read({2, 0}, 1).has_value());
  CHECK_FALSE(edge.read({63, 0}, 1).has_value());
  CHECK_FALSE(TileEdge().read({0, 0}, 1).has_value());
}

TEST_CASE("an edge rebuilt at any size is the one that grew there, and grows on as it did") {
  const MemoryTree whole(leaves());
  for (const std::size_t size :
       {0, 1, 255, 256, 257, 511, 512, 1'000, 65'279, 65'280, 65'535, 65'536, 65'537, 65'999}) {
    CAPTURE(size);
    const MemoryTree grown(first(size));
    auto edge = rebuilt(whole, size);
    REQUIRE(edge.has_value());
    CHECK(edge->size() == size);
    for (unsigned level = 0; level < 4; ++level) {
      const TileId id{level, size >> ((level + 1) * 8)};
      const unsigned width = merkle::width_at(id, size);
      CHECK(edge->read(id, width) == grown.edge.read(id, width));
    }
    std::vector<merkle::FullTile> completed;
    for (std::size_t i = size; i < std::min(size + 300, many); ++i) edge->append(leaves()[i], completed);
    for (const auto& [id, hashes] : completed) CHECK(hashes == whole.full.at(id));
  }
}

TEST_CASE("an edge is not rebuilt from tiles or leaves that are missing or cut") {
  MemoryTree tree(first(600));
  tree.full.at({0, 1}).pop_back();
  CHECK(rebuilt(tree, 600).error().fault == Fault::corrupt);
  tree.full.erase({0, 1});
  CHECK(rebuilt(tree, 600).error().fault == Fault::not_found);

  const auto no_tile = [](TileId) -> careledger::core::Result<std::string> {
    return careledger::core::fail(Fault::not_found, "no such tile");
  };
  const auto too_few = [](std::uint64_t, std::uint64_t) -> careledger::core::Result<std::vector<Digest>> {
    return std::vector<Digest>(3);
  };
  CHECK(TileEdge::rebuild(4, no_tile, too_few).error().fault == Fault::corrupt);
}
