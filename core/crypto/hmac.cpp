#include "core/crypto/hmac.hpp"

#include "core/error/result.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace careledger::core::crypto {

Digest hmac_sha256(std::string_view key, std::string_view data) {
  Digest digest;
  unsigned size = 0;
  const auto* const written =
      ::HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<const unsigned char*>(data.data()), data.size(), digest.data(), &size);
  CARELEDGER_ASSERT(written != nullptr && size == digest.size());
  return digest;
}

}  // namespace careledger::core::crypto
