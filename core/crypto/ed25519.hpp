#pragma once

#include "core/error/result.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace careledger::core::crypto {

using Ed25519PublicKey = std::array<std::uint8_t, 32>;
inline constexpr std::size_t ed25519_signature_bytes = 64;

/// A private key of Ed25519 (RFC 8032). Copies share the key; any thread may sign with it.
class Ed25519Key {
 public:
  [[nodiscard]] static Ed25519Key generate();
  /// From the 32 bytes that RFC 8032 calls the private key. Fault::bad_request for any other number.
  [[nodiscard]] static Result<Ed25519Key> from_seed(std::string_view seed);
  /// From a PEM file (PKCS #8, not encrypted). Fault::not_found, Fault::storage, or Fault::corrupt for another content.
  [[nodiscard]] static Result<Ed25519Key> load(const std::filesystem::path& file);
  /// The key of that file, made there first if it is missing.
  [[nodiscard]] static Result<Ed25519Key> load_or_make(const std::filesystem::path& file);

  /// Writes a PEM file that its owner alone may read; whole and synced, or not at all. Never replaces a file: a log
  /// whose key is gone can't prove that it is the same log. Fault::storage.
  [[nodiscard]] Result<void> store(const std::filesystem::path& file) const;

  /// 64 bytes, the same for the same message.
  [[nodiscard]] std::string sign(std::string_view message) const;
  [[nodiscard]] const Ed25519PublicKey& public_key() const { return public_key_; }

 private:
  explicit Ed25519Key(std::shared_ptr<evp_pkey_st> key);

  std::shared_ptr<evp_pkey_st> key_;
  Ed25519PublicKey public_key_{};
};

/// False for any signature that is not that key's over that message, of whatever length.
[[nodiscard]] bool ed25519_verify(const Ed25519PublicKey& key, std::string_view message, std::string_view signature);

}  // namespace careledger::core::crypto
