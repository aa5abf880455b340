#include "core/merkle/frontier.hpp"

#include "core/crypto/encoding.hpp"
#include "tests/core/crypto/from_hex.hpp"
#include "tests/core/merkle/oracle.hpp"

#include <doctest/doctest.h>

namespace merkle = careledger::core::merkle;
namespace crypto = careledger::core::crypto;
using namespace careledger::tests;

namespace {

std::string hex_of(const Digest& digest) {
  return crypto::hex(crypto::bytes(digest));
}

}  // namespace

TEST_CASE("roots are those of the known test tree of RFC 6962 implementations") {
  struct Row {
    std::string_view leaf, root;
  };
  const std::vector<Row> rows{
      {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
      {"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
      {"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
      {"2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
      {"3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
      {"40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
      {"5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
      {"606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
  };
  merkle::Frontier frontier;
  std::vector<Digest> leaves;
  CHECK(hex_of(frontier.root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(frontier.root() == merkle::empty_root());
  for (const auto& row : rows) {
    leaves.push_back(merkle::leaf_hash(from_hex(row.leaf)));
    frontier.append(leaves.back());
    CHECK(hex_of(frontier.root()) == row.root);
    CHECK(hex_of(oracle_root(leaves)) == row.root);
    MemoryTree tree(leaves);
    CHECK(hex_of(merkle::root_of(tree, leaves.size()).value()) == row.root);
  }
}

TEST_CASE("the frontier's root is the recursive tree's at every size, and a dropped copy leaves no trace") {
  const auto leaves = numbered_leaves(300);
  merkle::Frontier frontier;
  for (std::size_t n = 0; n < leaves.size(); ++n) {
    CHECK(frontier.size() == n);
    REQUIRE(frontier.root() == oracle_root(std::span(leaves).first(n)));
    merkle::Frontier copy = frontier;
    for (int i = 0; i < 3; ++i) copy.append(merkle::leaf_hash("refused"));
    frontier.append(leaves[n]);
  }
}

TEST_CASE("a frontier made from its subtrees goes on as the one that they were taken from") {
  const auto leaves = numbered_leaves(40);
  for (std::size_t n = 0; n < 32; ++n) {
    std::vector<Digest> subtrees;
    auto rest = std::span(leaves).first(n);
    while (!rest.empty()) {
      const auto part = std::bit_floor(rest.size());
      subtrees.push_back(oracle_root(rest.first(part)));
      rest = rest.subspan(part);
    }
    merkle::Frontier frontier(n, subtrees);
    for (std::size_t i = n; i < leaves.size(); ++i) {
      REQUIRE(frontier.root() == oracle_root(std::span(leaves).first(i)));
      frontier.append(leaves[i]);
    }
  }
}
