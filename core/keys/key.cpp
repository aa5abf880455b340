#include "core/keys/key.hpp"

#include "core/crypto/random.hpp"
#include "core/crypto/sha256.hpp"
#include "core/error/result.hpp"

#include <openssl/crypto.h>

#include <algorithm>

namespace careledger::core::keys {

Secret::~Secret() {
  OPENSSL_cleanse(bytes_.data(), bytes_.size());
}

Secret Secret::random() {
  Secret secret;
  crypto::random_bytes(std::span<char>(reinterpret_cast<char*>(secret.data()), size));
  return secret;
}

Secret Secret::taken_from(std::string& bytes) {
  CARELEDGER_ASSERT(bytes.size() == size);
  Secret secret;
  std::copy_n(reinterpret_cast<const std::uint8_t*>(bytes.data()), size, secret.data());
  OPENSSL_cleanse(bytes.data(), bytes.size());
  return secret;
}

bool Secret::operator==(const Secret& other) const {
  return CRYPTO_memcmp(data(), other.data(), size) == 0;
}

KeyId KeyId::of_citizen(std::string_view citizen, std::string_view retention) {
  return KeyId(citizen_prefix(citizen) += retention);
}

KeyId KeyId::of_event(std::string_view source, std::string_view id) {
  // The length keeps apart what would run together: ("/a", "bc") and ("/ab", "c").
  const auto digest = crypto::sha256({std::to_string(source.size()), ":", source, id});
  return KeyId(std::string("e") += crypto::bytes(digest));
}

std::string KeyId::citizen_prefix(std::string_view citizen) {
  return std::string("c") += crypto::bytes(crypto::sha256(citizen));
}

}  // namespace careledger::core::keys
