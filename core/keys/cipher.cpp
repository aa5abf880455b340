#include "core/keys/cipher.hpp"

#include "core/crypto/random.hpp"

#include <openssl/evp.h>

#include <memory>

namespace careledger::core::keys {
namespace {

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

// Never freed: threads that end after main would otherwise encrypt with a dead pointer.
const EVP_CIPHER* algorithm() {
  static EVP_CIPHER* const fetched = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  CARELEDGER_ASSERT(fetched != nullptr);
  return fetched;
}

const unsigned char* in(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* out(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

int size(std::string_view bytes) {
  return static_cast<int>(bytes.size());
}

// A context of its own for each text, freed at once: it holds the expanded key.
Context context() {
  Context made{EVP_CIPHER_CTX_new()};
  CARELEDGER_ASSERT(made != nullptr);
  return made;
}

}  // namespace

Ciphertext encrypt(const Secret& secret, std::string_view associated, std::string_view clear) {
  Ciphertext result{crypto::random_bytes(nonce_bytes), std::string(clear.size(), '\0'), std::string(tag_bytes, '\0')};
  const Context c = context();
  int written = 0;
  CARELEDGER_ASSERT(EVP_EncryptInit_ex2(c.get(), algorithm(), secret.data(), in(result.nonce), nullptr) == 1);
  CARELEDGER_ASSERT(EVP_EncryptUpdate(c.get(), nullptr, &written, in(associated), size(associated)) == 1);
  CARELEDGER_ASSERT(EVP_EncryptUpdate(c.get(), out(result.text), &written, in(clear), size(clear)) == 1);
  CARELEDGER_ASSERT(written == size(clear));
  unsigned char none[tag_bytes];
  CARELEDGER_ASSERT(EVP_EncryptFinal_ex(c.get(), none, &written) == 1 && written == 0);
  CARELEDGER_ASSERT(EVP_CIPHER_CTX_ctrl(c.get(), EVP_CTRL_AEAD_GET_TAG, tag_bytes, out(result.tag)) == 1);
  return result;
}

Result<std::string> decrypt(const Secret& secret, std::string_view associated, const Ciphertext& ciphertext) {
  if (ciphertext.nonce.size() != nonce_bytes) return fail(Fault::corrupt, "the nonce of a ciphertext has 12 bytes");
  // A shorter tag would be accepted, and be easier to forge.
  if (ciphertext.tag.size() != tag_bytes) return fail(Fault::corrupt, "the tag of a ciphertext has 16 bytes");
  std::string clear(ciphertext.text.size(), '\0');
  std::string tag = ciphertext.tag;
  const Context c = context();
  int written = 0;
  CARELEDGER_ASSERT(EVP_DecryptInit_ex2(c.get(), algorithm(), secret.data(), in(ciphertext.nonce), nullptr) == 1);
  CARELEDGER_ASSERT(EVP_DecryptUpdate(c.get(), nullptr, &written, in(associated), size(associated)) == 1);
  CARELEDGER_ASSERT(EVP_DecryptUpdate(c.get(), out(clear), &written, in(ciphertext.text), size(ciphertext.text)) == 1);
  CARELEDGER_ASSERT(EVP_CIPHER_CTX_ctrl(c.get(), EVP_CTRL_AEAD_SET_TAG, tag_bytes, out(tag)) == 1);
  unsigned char none[tag_bytes];
  if (EVP_DecryptFinal_ex(c.get(), none, &written) != 1) {
    return fail(Fault::corrupt, "a ciphertext has been altered, or belongs to another key");
  }
  return clear;
}

}  // namespace careledger::core::keys
