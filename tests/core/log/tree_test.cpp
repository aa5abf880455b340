#include "core/log/tree.hpp"

#include "core/log/memory_log.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace crypto = careledger::core::crypto;
namespace logs = careledger::core::log;
namespace merkle = careledger::core::merkle;

namespace {

std::vector<crypto::Digest> hashes(std::size_t from, std::size_t to) {
  std::vector<crypto::Digest> made;
  for (std::size_t i = from; i < to; ++i) made.push_back(merkle::leaf_hash("leaf " + std::to_string(i)));
  return made;
}

}  // namespace

TEST_CASE("what is published can be proved while the tile that it lay in is full and not yet stored") {
  const auto engine = logs::make_memory_log();
  logs::Tree tree(*engine);
  logs::DerivedBatch first;
  tree.extend(hashes(0, 200), first);
  merkle::Frontier frontier;
  for (const auto& hash : hashes(0, 200)) frontier.append(hash);
  tree.publish();

  logs::DerivedBatch second;
  tree.extend(hashes(200, 300), second);
  CHECK(merkle::root_of(tree, 200).value() == frontier.root());
  CHECK(merkle::inclusion_proof(tree, 7, 200).has_value());

  second.position = 300;
  REQUIRE(engine->derive(second).has_value());
  CHECK(merkle::root_of(tree, 200).value() == frontier.root());
}

TEST_CASE("roots that are remembered prove the same, of every tree that the log has been") {
  const auto engine = logs::make_memory_log();
  logs::Tree tree(*engine);
  merkle::Frontier frontier;
  std::vector<merkle::TreeHead> heads;
  for (std::size_t size = 0; size < 1'400; size += 97) {
    logs::DerivedBatch batch;
    const auto further = hashes(size, size + 97);
    const auto root = tree.extend(further, batch);
    for (const auto& hash : further) frontier.append(hash);
    CHECK(root == frontier.root());
    batch.position = size + 97;
    REQUIRE(engine->derive(batch).has_value());
    tree.publish();
    heads.push_back({.size = size + 97, .root = frontier.root()});
    for (const auto& head : heads) {
      CAPTURE(head.size);
      CHECK(merkle::root_of(tree, head.size).value() == head.root);
      const auto consistent = merkle::consistency_proof(tree, head.size, heads.back().size);
      REQUIRE(consistent.has_value());
      CHECK(merkle::verify_consistency(head, heads.back(), *consistent));
      for (std::uint64_t leaf = 0; leaf < head.size; leaf += 89) {
        const auto path = merkle::inclusion_proof(tree, leaf, head.size);
        REQUIRE(path.has_value());
        CHECK(merkle::verify_inclusion(hashes(leaf, leaf + 1).front(), leaf, head, *path));
      }
    }
  }
  CHECK(tree.remembered({.height = 8, .place = 0}).has_value());
  CHECK_FALSE(tree.remembered({.height = 8, .place = 6}).has_value());
}
