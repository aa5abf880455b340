#pragma once

#include "core/error/result.hpp"
#include "core/keys/key.hpp"

#include <string>
#include <string_view>

namespace careledger::core::keys {

inline constexpr std::size_t nonce_bytes = 12;
inline constexpr std::size_t tag_bytes = 16;

/// What AES-256-GCM (NIST SP 800-38D) makes of a clear text.
struct Ciphertext {
  std::string nonce;  // nonce_bytes, random: good for 2^32 texts a key
  std::string text;   // as long as the clear text
  std::string tag;    // tag_bytes
};

/// `associated` is bound to the text, not hidden.
[[nodiscard]] Ciphertext encrypt(const Secret& secret, std::string_view associated, std::string_view clear);

/// Error: Fault::corrupt where any part is not as encrypt() left it, or the secret is another.
[[nodiscard]] Result<std::string> decrypt(const Secret& secret, std::string_view associated,
                                          const Ciphertext& ciphertext);

}  // namespace careledger::core::keys
