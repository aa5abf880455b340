#include "core/log/tree.hpp"

#include "core/log/memory_log.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace crypto = careledger::core::crypto;
namespace log = careledger::core::log;
namespace merkle = careledger::core::merkle;

namespace {

std::vector<crypto::Digest> hashes(std::size_t from, std::size_t to) {
  std::vector<crypto::Digest> made;
  for (std::size_t i = from; i < to; ++i) made.push_back(merkle::leaf_hash("leaf " + std::to_string(i)));
  return made;
}

}  // namespace

TEST_CASE("what is published can be proved while the tile that it lay in is full and not yet stored") {
  const auto engine = log::make_memory_log();
  log::Tree tree(*engine);
  log::DerivedBatch first;
  tree.extend(hashes(0, 200), first);
  merkle::Frontier frontier;
  for (const auto& hash : hashes(0, 200)) frontier.append(hash);
  tree.publish(frontier);

  log::DerivedBatch second;
  tree.extend(hashes(200, 300), second);
  CHECK(merkle::root_of(tree, 200).value() == frontier.root());
  CHECK(merkle::inclusion_proof(tree, 7, 200).has_value());

  second.position = 300;
  REQUIRE(engine->derive(second).has_value());
  CHECK(merkle::root_of(tree, 200).value() == frontier.root());
}
