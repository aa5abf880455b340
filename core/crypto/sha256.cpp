#include "core/crypto/sha256.hpp"

#include "core/error/result.hpp"

#include <openssl/evp.h>

#include <memory>

namespace careledger::core::crypto {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

// Never freed: threads that end after main would otherwise hash with a dead pointer.
const EVP_MD* algorithm() {
  static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  CARELEDGER_ASSERT(fetched != nullptr);
  return fetched;
}

}  // namespace

Digest sha256(std::initializer_list<std::string_view> parts) {
  thread_local const Context context{EVP_MD_CTX_new()};
  CARELEDGER_ASSERT(context != nullptr);
  CARELEDGER_ASSERT(EVP_DigestInit_ex2(context.get(), algorithm(), nullptr) == 1);
  for (const std::string_view part : parts) {
    CARELEDGER_ASSERT(EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1);
  }
  Digest digest;
  unsigned size = 0;
  CARELEDGER_ASSERT(EVP_DigestFinal_ex(context.get(), digest.data(), &size) == 1 && size == digest.size());
  return digest;
}

Digest sha256(std::string_view data) {
  return sha256({data});
}

}  // namespace careledger::core::crypto
