#include "core/merkle/checkpoint.hpp"

#include "core/crypto/encoding.hpp"

#include <doctest/doctest.h>

namespace merkle = careledger::core::merkle;
namespace crypto = careledger::core::crypto;
using careledger::core::Fault;
using merkle::Checkpoint;
using merkle::Signer;

namespace {

const std::string root_line = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

}  // namespace

TEST_CASE("a checkpoint's text is that of tlog-checkpoint's example") {
  const auto text = "example.com/behind-the-sofa\n20852163\n" + root_line;
  const auto checkpoint = merkle::parse_checkpoint(text);
  REQUIRE(checkpoint.has_value());
  CHECK(checkpoint->origin == "example.com/behind-the-sofa");
  CHECK(checkpoint->size == 20'852'163);
  CHECK(crypto::base64(crypto::bytes(checkpoint->root)) + "\n" == root_line);
  CHECK(merkle::to_text(*checkpoint) == text);
  CHECK(merkle::parse_checkpoint(text + "an extension of another log\n") == *checkpoint);
}

TEST_CASE("an empty log's checkpoint has size 0 and the empty root") {
  const Checkpoint empty{.origin = "log.example", .size = 0, .root = merkle::empty_root()};
  CHECK(merkle::to_text(empty) == "log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
  CHECK(merkle::parse_checkpoint(merkle::to_text(empty)) == empty);
}

TEST_CASE("what is not a checkpoint is refused") {
  for (const std::string& text : {
           std::string(),
           std::string("\n"),
           std::string("log\n1\n"),
           "log\n1\n" + root_line.substr(0, 44),
           "\n1\n" + root_line,
           "log\n\n" + root_line,
           "log\n01\n" + root_line,
           "log\n00\n" + root_line,
           "log\n+1\n" + root_line,
           "log\n-1\n" + root_line,
           "log\n1 \n" + root_line,
           "log\n0x1\n" + root_line,
           "log\n1.0\n" + root_line,
           "log\n18446744073709551616\n" + root_line,
           "log\n0\n" + root_line,
           "log\n1\n" + root_line + "\n",
           "log\n1\n" + root_line + "extension\n\n",
           "log\n1\n" + root_line + "no end",
           std::string("log\n1\nAAAA\n"),
           "log\n1\n" + root_line.substr(0, 43) + "\n",
           "log\n1\n " + root_line,
           "1\n" + root_line,
       }) {
    CAPTURE(text);
    const auto checkpoint = merkle::parse_checkpoint(text);
    REQUIRE_FALSE(checkpoint.has_value());
    CHECK(checkpoint.error().fault == Fault::bad_request);
  }
}

TEST_CASE("a signed checkpoint opens under the log's key alone, and not once any byte of it is changed") {
  const Signer log("log.example/asc", crypto::Ed25519Key::generate());
  const Signer other("other.example", crypto::Ed25519Key::generate());
  const Checkpoint checkpoint{.origin = "log.example/asc", .size = 42, .root = merkle::leaf_hash("root")};
  const auto note = merkle::sign_checkpoint(checkpoint, log);
  REQUIRE(note.has_value());
  CHECK(merkle::sign_checkpoint(checkpoint, log).value() == *note);
  CHECK(merkle::open_checkpoint(*note, log.verifier()) == checkpoint);
  CHECK(merkle::open_checkpoint(*note, log.verifier_key()) == checkpoint);
  CHECK_FALSE(merkle::open_checkpoint(*note, other.verifier()).has_value());
  CHECK_FALSE(merkle::open_checkpoint(*note, "no key").has_value());

  for (std::size_t i = 0; i < note->size(); ++i) {
    for (const int bit : {0, 3, 6}) {
      auto changed = *note;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      CAPTURE(changed);
      REQUIRE_FALSE(merkle::open_checkpoint(changed, log.verifier()).has_value());
    }
  }
}

TEST_CASE("a key signs and vouches for the checkpoints of its own log alone") {
  const Signer log("log.example", crypto::Ed25519Key::generate());
  const Checkpoint foreign{.origin = "other.example", .size = 1, .root = merkle::leaf_hash("root")};
  CHECK(merkle::sign_checkpoint(foreign, log).error().fault == Fault::bad_request);

  merkle::Note note{.text = merkle::to_text(foreign), .signatures = {}};
  note.signatures.push_back(log.sign(note.text));
  CHECK(merkle::open_checkpoint(merkle::to_text(note), log.verifier()).error().fault == Fault::corrupt);
}
