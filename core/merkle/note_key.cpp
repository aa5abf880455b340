#include "core/merkle/note_key.hpp"

#include "core/crypto/encoding.hpp"
#include "core/crypto/sha256.hpp"
#include "core/merkle/big_endian.hpp"

#include <algorithm>

namespace careledger::core::merkle {
namespace {

constexpr std::size_t id_bytes = 4;
constexpr std::size_t time_bytes = 8;

std::string typed(const VerifierKey& key) {
  return static_cast<char>(key.type) + key.key;
}

bool ed25519_holds(const VerifierKey& key, std::string_view message, std::string_view signature) {
  crypto::Ed25519PublicKey public_key;
  if (key.key.size() != public_key.size()) return false;
  std::ranges::copy(key.key, public_key.begin());
  return crypto::ed25519_verify(public_key, message, signature);
}

/// C2SP tlog-cosignature: the time, eight bytes, and a signature over it and the checkpoint.
bool cosignature_holds(const VerifierKey& key, std::string_view text, std::string_view signature) {
  if (signature.size() < time_bytes) return false;
  const std::uint64_t time = from_big_endian(signature.substr(0, time_bytes));
  if (time > INT64_MAX) return false;
  const auto message = "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string(text);
  return ed25519_holds(key, message, signature.substr(time_bytes));
}

bool holds(const VerifierKey& key, std::string_view text, std::string_view signature) {
  if (key.type == ed25519_type) return ed25519_holds(key, text, signature);
  if (key.type == cosignature_type) return cosignature_holds(key, text, signature);
  return false;
}

}  // namespace

std::uint32_t VerifierKey::id() const {
  const auto digest = crypto::sha256({name, "\n", typed(*this)});
  return static_cast<std::uint32_t>(from_big_endian(crypto::bytes(digest).substr(0, id_bytes)));
}

Result<VerifierKey> parse_verifier_key(std::string_view text) {
  const auto malformed = [](std::string_view what) {
    return fail(Fault::bad_request, "not a verifier key: " + std::string(what));
  };
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return malformed("it has not the form name+id+key");

  VerifierKey key{.name = std::string(text.substr(0, first)), .type = 0, .key = {}};
  if (!is_key_name(key.name)) return malformed("its name is no key name");
  auto bytes = crypto::from_base64(text.substr(second + 1));
  if (!bytes || bytes->size() < 2) return malformed("its key is not base64 of a type and a key");
  key.type = static_cast<std::uint8_t>(bytes->front());
  key.key = bytes->substr(1);
  if (key.type == ed25519_type || key.type == cosignature_type) {
    if (key.key.size() != std::tuple_size_v<crypto::Ed25519PublicKey>) return malformed("its key has not 32 bytes");
  }
  if (text.substr(first + 1, second - first - 1) != crypto::hex(to_big_endian(key.id(), id_bytes))) {
    return malformed("its id is not that of its name and key");
  }
  return key;
}

std::string to_text(const VerifierKey& key) {
  return key.name + "+" + crypto::hex(to_big_endian(key.id(), id_bytes)) + "+" + crypto::base64(typed(key));
}

Signer::Signer(std::string name, crypto::Ed25519Key key)
    : name_(std::move(name)), key_(std::move(key)), id_(verifier().id()) {
  CARELEDGER_ASSERT(is_key_name(name_));
}

VerifierKey Signer::verifier() const {
  const auto& key = key_.public_key();
  return {.name = name_, .type = ed25519_type, .key = std::string(key.begin(), key.end())};
}

NoteSignature Signer::sign(std::string_view text) const {
  CARELEDGER_ASSERT(text.ends_with('\n'));
  return {.name = name_, .key_id = id_, .bytes = key_.sign(text)};
}

Result<std::vector<std::size_t>> signers_of(const Note& note, std::span<const VerifierKey> keys) {
  std::vector<std::size_t> signers;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const VerifierKey& key = keys[i];
    bool signed_by_it = false;
    for (const auto& signature : note.signatures) {
      if (signature.name != key.name || signature.key_id != key.id()) continue;
      if (!holds(key, note.text, signature.bytes)) {
        return fail(Fault::corrupt, "the signature of " + key.name + " does not hold");
      }
      signed_by_it = true;
    }
    if (signed_by_it) signers.push_back(i);
  }
  if (signers.empty()) return fail(Fault::corrupt, "no key that is trusted has signed the note");
  return signers;
}

}  // namespace careledger::core::merkle
