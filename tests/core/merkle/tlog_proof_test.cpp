#include "core/merkle/tlog_proof.hpp"

#include "core/crypto/encoding.hpp"
#include "core/merkle/big_endian.hpp"
#include "tests/core/merkle/oracle.hpp"

#include <doctest/doctest.h>

namespace merkle = careledger::core::merkle;
namespace crypto = careledger::core::crypto;
using namespace careledger::tests;
using careledger::core::Fault;
using merkle::Signer;
using merkle::TlogProof;

namespace {

/// A log of a few leaves, its key, and proofs of them.
struct SmallLog {
  std::vector<Digest> leaves = numbered_leaves(11);
  Signer signer{"log.example", crypto::Ed25519Key::generate()};

  [[nodiscard]] TlogProof proof(std::uint64_t index) const {
    MemoryTree tree(leaves);
    return {.index = index,
            .path = merkle::inclusion_proof(tree, index, leaves.size()).value(),
            .checkpoint = merkle::sign_checkpoint(
                              {.origin = signer.name(), .size = leaves.size(), .root = oracle_root(leaves)}, signer)
                              .value(),
            .extra = {}};
  }
  [[nodiscard]] merkle::Trust trust() const { return {.log = signer.verifier()}; }
};

std::string leaf(std::uint64_t index) {
  return "leaf " + std::to_string(index);
}

}  // namespace

TEST_CASE("a proof file proves its leaf offline, and no other") {
  const SmallLog log;
  for (std::uint64_t i = 0; i < log.leaves.size(); ++i) {
    const auto text = merkle::format_tlog_proof(log.proof(i));
    const auto proof = merkle::parse_tlog_proof(text);
    REQUIRE(proof.has_value());
    CHECK(proof->index == i);
    CHECK(merkle::format_tlog_proof(*proof) == text);
    const auto checkpoint = merkle::verify_tlog_proof(*proof, leaf(i), log.trust());
    REQUIRE(checkpoint.has_value());
    CHECK(checkpoint->size == log.leaves.size());
    CHECK(merkle::verify_tlog_proof(*proof, leaf(i) + ".", log.trust()).error().fault == Fault::corrupt);
    CHECK_FALSE(merkle::verify_tlog_proof(*proof, leaf(i), SmallLog().trust()).has_value());
  }
}

TEST_CASE("a proof file has the lines of tlog-proof") {
  const SmallLog log;
  auto proof = log.proof(3);
  std::string path;
  for (const auto& hash : proof.path) path += crypto::base64(crypto::bytes(hash)) + "\n";
  CHECK(merkle::format_tlog_proof(proof) == "c2sp.org/tlog-proof@v1\nindex 3\n" + path + "\n" + proof.checkpoint);
  proof.extra = "note";
  const auto text = merkle::format_tlog_proof(proof);
  CHECK(text.starts_with("c2sp.org/tlog-proof@v1\nextra bm90ZQ==\nindex 3\n"));
  CHECK(merkle::parse_tlog_proof(text)->extra == "note");
  CHECK(merkle::verify_tlog_proof(merkle::parse_tlog_proof(text).value(), leaf(3), log.trust()).has_value());
}

TEST_CASE("no bit of a proof file can change without its being found out") {
  const SmallLog log;
  const auto text = merkle::format_tlog_proof(log.proof(6));
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    auto changed = text;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
    CAPTURE(changed);
    const auto proof = merkle::parse_tlog_proof(changed);
    REQUIRE_FALSE((proof && merkle::verify_tlog_proof(*proof, leaf(6), log.trust())));
  }
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto proof = merkle::parse_tlog_proof(std::string_view(text).substr(0, size));
    REQUIRE_FALSE((proof && merkle::verify_tlog_proof(*proof, leaf(6), log.trust())));
  }
}

TEST_CASE("what is not a proof file is refused") {
  const std::string hash = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  std::string long_path;
  for (int i = 0; i < 65; ++i) long_path += hash;
  const std::string first = "c2sp.org/tlog-proof@v1\n";
  for (const auto& text : std::vector<std::string>{
           "",
           "c2sp.org/tlog-proof@v1",
           "c2sp.org/tlog-proof@v2\nindex 0\n\nx\n",
           " " + first + "index 0\n\nx\n",
           first + "\nx\n",
           first + "index 0\n",
           first + "index 0\n\n",
           first + "index 00\n\nx\n",
           first + "index\n\nx\n",
           first + "index -1\n\nx\n",
           first + "index 0\nAAAA\n\nx\n",
           first + "extra !\nindex 0\n\nx\n",
           first + "index 0\nextra AAAA\n\nx\n",
           first + "index 0\n" + long_path + "\nx\n",
       }) {
    CAPTURE(text);
    const auto proof = merkle::parse_tlog_proof(text);
    REQUIRE_FALSE(proof.has_value());
    CHECK(proof.error().fault == Fault::bad_request);
  }
}

TEST_CASE("a verifier who wants witnesses gets its quorum of them or refuses") {
  const SmallLog log;
  auto proof = log.proof(0);
  auto trust = log.trust();
  std::vector<crypto::Ed25519Key> keys;
  for (const std::string name : {"first.example", "second.example", "third.example"}) {
    keys.push_back(crypto::Ed25519Key::generate());
    const auto& bytes = keys.back().public_key();
    trust.witnesses.push_back(
        {.name = name, .type = merkle::cosignature_type, .key = std::string(bytes.begin(), bytes.end())});
  }
  trust.quorum = 2;
  const auto text = merkle::parse_note(proof.checkpoint)->text;
  const auto cosign = [&](std::size_t i) {
    const auto& witness = trust.witnesses[i];
    const std::uint64_t time = 1'700'000'000 + i;
    const auto message = "cosignature/v1\ntime " + std::to_string(time) + "\n" + text;
    proof.checkpoint += merkle::to_text(merkle::NoteSignature{
        .name = witness.name, .key_id = witness.id(), .bytes = merkle::to_big_endian(time, 8) + keys[i].sign(message)});
  };
  CHECK_FALSE(merkle::verify_tlog_proof(proof, leaf(0), trust).has_value());
  cosign(2);
  CHECK_FALSE(merkle::verify_tlog_proof(proof, leaf(0), trust).has_value());
  cosign(2);  // the same witness twice is one
  CHECK_FALSE(merkle::verify_tlog_proof(proof, leaf(0), trust).has_value());
  cosign(0);
  CHECK(merkle::verify_tlog_proof(proof, leaf(0), trust).has_value());
}
