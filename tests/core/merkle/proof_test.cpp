#include "core/merkle/proof.hpp"

#include "tests/core/merkle/oracle.hpp"

#include <doctest/doctest.h>

#include <set>

namespace merkle = careledger::core::merkle;
using namespace careledger::tests;
using careledger::core::Fault;
using merkle::TreeHead;
using Path = std::vector<Digest>;

namespace {

Digest flipped(Digest digest, std::size_t bit) {
  digest[bit / 8] = static_cast<std::uint8_t>(digest[bit / 8] ^ (1u << bit % 8));
  return digest;
}

/// Calls `check(path)` with each way to spoil a path: a bit flipped, an end cut, a hash added, two hashes swapped.
template <class Check>
void for_each_spoiled(const Path& path, Check check) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    for (std::size_t bit = 0; bit < 256; ++bit) {
      auto spoiled = path;
      spoiled[i] = flipped(spoiled[i], bit);
      check(spoiled);
    }
    if (i > 0 && path[i] != path[i - 1]) {
      auto spoiled = path;
      std::swap(spoiled[i], spoiled[i - 1]);
      check(spoiled);
    }
  }
  if (!path.empty()) {
    check(Path(path.begin() + 1, path.end()));
    check(Path(path.begin(), path.end() - 1));
  }
  for (const auto& hash : {Digest{}, path.empty() ? merkle::empty_root() : path.back()}) {
    auto longer = path;
    longer.push_back(hash);
    check(longer);
    longer = path;
    longer.insert(longer.begin(), hash);
    check(longer);
  }
}

void check_each_tile_was_read_once(MemoryTree& tree) {
  for (const auto& [id, count] : tree.reads) CHECK(count == 1);
  tree.reads.clear();
}

}  // namespace

TEST_CASE("inclusion proofs are RFC 9162's and verify, for every leaf of every tree below 70") {
  const auto leaves = numbered_leaves(70);
  MemoryTree tree(leaves);
  for (std::size_t n = 1; n < 70; ++n) {
    const auto of = std::span(leaves).first(n);
    const TreeHead head{.size = n, .root = oracle_root(of)};
    for (std::size_t i = 0; i < n; ++i) {
      const auto path = merkle::inclusion_proof(tree, i, n);
      REQUIRE(path == oracle_inclusion(i, of));
      REQUIRE(merkle::verify_inclusion(leaves[i], i, head, *path));
      for (std::size_t other = 0; other <= n; ++other) {
        REQUIRE(merkle::verify_inclusion(leaves[i], other, head, *path) == (other == i));
      }
    }
  }
}

TEST_CASE("consistency proofs are RFC 9162's and verify, between all sizes below 70") {
  const auto leaves = numbered_leaves(70);
  MemoryTree tree(leaves);
  std::vector<TreeHead> heads;
  for (std::size_t n = 0; n < 70; ++n) heads.push_back({n, oracle_root(std::span(leaves).first(n))});
  for (std::size_t n = 0; n < 70; ++n) {
    for (std::size_t m = 0; m <= n; ++m) {
      const auto path = merkle::consistency_proof(tree, m, n);
      if (m > 0) REQUIRE(path == oracle_consistency(m, std::span(leaves).first(n)));
      REQUIRE(merkle::verify_consistency(heads[m], heads[n], path.value()));
      if (m < n) REQUIRE_FALSE(merkle::verify_consistency(heads[n], heads[m], *path));
    }
  }
}

TEST_CASE("an inclusion proof fails when anything of it is changed") {
  const auto leaves = numbered_leaves(18);
  MemoryTree tree(leaves);
  for (std::size_t n = 1; n < 18; ++n) {
    const TreeHead head{.size = n, .root = oracle_root(std::span(leaves).first(n))};
    for (std::size_t i = 0; i < n; ++i) {
      const auto path = merkle::inclusion_proof(tree, i, n).value();
      for_each_spoiled(
          path, [&](const Path& spoiled) { REQUIRE_FALSE(merkle::verify_inclusion(leaves[i], i, head, spoiled)); });
      for (std::size_t bit = 0; bit < 256; ++bit) {
        REQUIRE_FALSE(merkle::verify_inclusion(flipped(leaves[i], bit), i, head, path));
        REQUIRE_FALSE(merkle::verify_inclusion(leaves[i], i, {n, flipped(head.root, bit)}, path));
      }
    }
  }
  CHECK_FALSE(merkle::verify_inclusion(leaves[0], 0, {0, leaves[0]}, {}));
}

TEST_CASE("a consistency proof fails when anything of it is changed") {
  const auto leaves = numbered_leaves(18);
  MemoryTree tree(leaves);
  for (std::size_t n = 0; n < 18; ++n) {
    const TreeHead newer{.size = n, .root = oracle_root(std::span(leaves).first(n))};
    for (std::size_t m = 0; m <= n; ++m) {
      const TreeHead older{.size = m, .root = oracle_root(std::span(leaves).first(m))};
      const auto path = merkle::consistency_proof(tree, m, n).value();
      for_each_spoiled(path,
                       [&](const Path& spoiled) { REQUIRE_FALSE(merkle::verify_consistency(older, newer, spoiled)); });
      for (std::size_t bit = 0; bit < 256; ++bit) {
        REQUIRE_FALSE(merkle::verify_consistency({m, flipped(older.root, bit)}, newer, path));
        if (m > 0) REQUIRE_FALSE(merkle::verify_consistency(older, {n, flipped(newer.root, bit)}, path));
      }
      for (std::size_t other = 1; other < n; ++other) {
        if (other != m) REQUIRE_FALSE(merkle::verify_consistency({other, older.root}, newer, path));
      }
    }
  }
}

TEST_CASE("a path longer than the tree is high proves nothing, even towards a root that was made for it") {
  const auto leaves = numbered_leaves(6);
  const auto above = merkle::leaf_hash("above");
  MemoryTree tree(leaves);
  for (std::size_t n = 1; n <= leaves.size(); ++n) {
    const auto root = oracle_root(std::span(leaves).first(n));
    for (const auto& made : {merkle::node_hash(above, root), merkle::node_hash(root, above)}) {
      for (std::size_t i = 0; i < n; ++i) {
        auto path = merkle::inclusion_proof(tree, i, n).value();
        path.push_back(above);
        CHECK_FALSE(merkle::verify_inclusion(leaves[i], i, {n, made}, path));
      }
      for (std::size_t m = 1; m < n; ++m) {
        const auto old_root = oracle_root(std::span(leaves).first(m));
        auto path = merkle::consistency_proof(tree, m, n).value();
        path.push_back(above);
        CHECK_FALSE(merkle::verify_consistency({m, old_root}, {n, made}, path));
        CHECK_FALSE(merkle::verify_consistency({m, merkle::node_hash(above, old_root)}, {n, made}, path));
      }
    }
  }
}

TEST_CASE("proofs hold around full tiles, read from a larger tree, with no tile read twice and few tiles in all") {
  constexpr std::size_t stored = 66'000;
  const auto leaves = numbered_leaves(stored);
  MemoryTree tree(leaves);
  const std::vector<std::size_t> sizes{1, 2, 255, 256, 257, 511, 512, 513, 65'535, 65'536, 65'537, stored};
  std::vector<TreeHead> heads;
  for (const auto n : sizes) {
    const auto root = merkle::root_of(tree, n);
    check_each_tile_was_read_once(tree);
    REQUIRE(root == oracle_root(std::span(leaves).first(n)));
    heads.push_back({n, *root});
  }
  for (const auto& head : heads) {
    for (const std::uint64_t i : std::set<std::uint64_t>{0, 1, 254, 255, 256, 257, 32'768, 65'279, 65'280, 65'535,
                                                         65'536, head.size / 2, head.size - 1}) {
      if (i >= head.size) continue;
      const auto path = merkle::inclusion_proof(tree, i, head.size);
      CHECK(tree.reads.size() <= 6);
      check_each_tile_was_read_once(tree);
      CHECK(path == oracle_inclusion(i, std::span(leaves).first(head.size)));
      CHECK(merkle::verify_inclusion(leaves[i], i, head, path.value()));
      CHECK_FALSE(merkle::verify_inclusion(leaves[i], i ^ 1, head, *path));
    }
    for (const auto& older : heads) {
      if (older.size > head.size) continue;
      const auto path = merkle::consistency_proof(tree, older.size, head.size);
      CHECK(tree.reads.size() <= 6);
      check_each_tile_was_read_once(tree);
      CHECK(merkle::verify_consistency(older, head, path.value()));
    }
  }
}

TEST_CASE("no proof is made of what is not in the tree, or from tiles that come short") {
  MemoryTree tree(numbered_leaves(5));
  CHECK(merkle::inclusion_proof(tree, 5, 5).error().fault == Fault::bad_request);
  CHECK(merkle::inclusion_proof(tree, 0, 0).error().fault == Fault::bad_request);
  CHECK(merkle::consistency_proof(tree, 6, 5).error().fault == Fault::bad_request);
  CHECK(merkle::inclusion_proof(tree, 0, 6).error().fault == Fault::not_found);

  struct Short final : merkle::HashReader {
    careledger::core::Result<std::string> tile(merkle::TileId, unsigned width) override {
      return std::string(width * merkle::hash_bytes - 1, '\0');
    }
  } cut;
  CHECK(merkle::root_of(cut, 5).error().fault == Fault::corrupt);
  CHECK(merkle::inclusion_proof(cut, 0, 5).error().fault == Fault::corrupt);
  CHECK(merkle::consistency_proof(cut, 3, 5).error().fault == Fault::corrupt);
}
