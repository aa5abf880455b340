#include "core/crypto/ed25519.hpp"

#include "core/crypto/encoding.hpp"
#include "core/crypto/random.hpp"
#include "tests/core/crypto/from_hex.hpp"

#include <doctest/doctest.h>
#include <openssl/err.h>
#include <sys/stat.h>

#include <fstream>
#include <string>

namespace crypto = careledger::core::crypto;
namespace fs = std::filesystem;
using careledger::core::Fault;
using careledger::tests::from_hex;
using crypto::Ed25519Key;

namespace {

std::string_view view(const crypto::Ed25519PublicKey& key) {
  return {reinterpret_cast<const char*>(key.data()), key.size()};
}

/// A folder that is gone when the test is.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("careledger-" + crypto::hex(crypto::random_bytes(8)));

  Folder() { fs::create_directory(path); }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

void write(const fs::path& file, std::string_view text) {
  std::ofstream(file) << text;
}

}  // namespace

TEST_CASE("keys and signatures are those of RFC 8032, its section 7.1") {
  struct Row {
    std::string_view seed, public_key, message, signature;
  };
  for (
      const auto& row : {
          Row{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
              "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
              "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0"
              "595bbe24655141438e7a100b"},
          Row{"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
              "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eae"
              "b4302aeeb00d291612bb0c00"},
      }) {
    const auto key = Ed25519Key::from_seed(from_hex(row.seed));
    REQUIRE(key.has_value());
    CHECK(crypto::hex(view(key->public_key())) == row.public_key);
    CHECK(crypto::hex(key->sign(from_hex(row.message))) == row.signature);
    CHECK(crypto::ed25519_verify(key->public_key(), from_hex(row.message), from_hex(row.signature)));
  }
  CHECK_FALSE(Ed25519Key::from_seed("too short").has_value());
}

TEST_CASE("a signature fails under another key, for another message, with any bit flipped or of another length") {
  const auto key = Ed25519Key::generate();
  const auto signature = key.sign("message");
  CHECK(crypto::ed25519_verify(key.public_key(), "message", signature));
  CHECK_FALSE(crypto::ed25519_verify(Ed25519Key::generate().public_key(), "message", signature));
  CHECK_FALSE(crypto::ed25519_verify(key.public_key(), "messagf", signature));
  for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
    auto flipped = signature;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    REQUIRE_FALSE(crypto::ed25519_verify(key.public_key(), "message", flipped));
  }
  CHECK_FALSE(crypto::ed25519_verify(key.public_key(), "message", ""));
  CHECK_FALSE(crypto::ed25519_verify(key.public_key(), "message", signature.substr(1)));
  CHECK_FALSE(crypto::ed25519_verify(key.public_key(), "message", signature + "x"));
  CHECK(ERR_peek_error() == 0);
}

TEST_CASE("a stored key is PEM that its owner alone may read, loads as the same key, and is never replaced") {
  const Folder folder;
  const auto file = folder.path / "signing.key";
  CHECK(Ed25519Key::load(file).error().fault == Fault::not_found);

  const auto key = Ed25519Key::load_or_make(file);
  REQUIRE(key.has_value());
  struct stat status {};
  REQUIRE(stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0600);
  std::string first_line;
  std::getline(std::ifstream(file), first_line);
  CHECK(first_line == "-----BEGIN PRIVATE KEY-----");

  const auto again = Ed25519Key::load_or_make(file);
  REQUIRE(again.has_value());
  CHECK(again->public_key() == key->public_key());
  CHECK(again->sign("message") == key->sign("message"));

  CHECK(Ed25519Key::generate().store(file).error().fault == Fault::storage);
  CHECK(Ed25519Key::load(file)->public_key() == key->public_key());
  // Nothing but the key lies in the folder: what was written on the way is gone, after success and failure.
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator{}) == 1);
}

TEST_CASE("what is not a plain Ed25519 key is refused, and no new key is put in its place") {
  const Folder folder;
  const auto file = folder.path / "signing.key";
  for (const std::string_view text : {
           "",
           "no key",
           "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
           // X25519, which does not sign.
           "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEIHgH3cKTUwmjEyL5mPPzBxGIjFcQwMGWlGkrxOq2iHNh\n"
           "-----END PRIVATE KEY-----\n",
       }) {
    CAPTURE(text);
    write(file, text);
    const auto key = Ed25519Key::load_or_make(file);
    REQUIRE_FALSE(key.has_value());
    CHECK(key.error().fault == Fault::corrupt);
    CHECK(ERR_peek_error() == 0);
  }
  const auto nowhere = Ed25519Key::load_or_make(folder.path / "missing" / "signing.key");
  REQUIRE_FALSE(nowhere.has_value());
  CHECK(nowhere.error().fault == Fault::storage);
}
