#include "core/crypto/ed25519.hpp"

#include "core/crypto/encoding.hpp"
#include "core/crypto/random.hpp"
#include "core/storage/durable_file.hpp"

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace careledger::core::crypto {
namespace {

namespace fs = std::filesystem;

struct Free {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

tl::unexpected<Error> storage(const fs::path& file, std::string_view what) {
  return fail(Fault::storage, file.string() + ": " + std::string(what) + ": " + std::strerror(errno));
}

/// What OpenSSL says of a failure that was handled here must not be found by its next caller on this thread.
struct ForgetErrors {
  ForgetErrors() { ERR_set_mark(); }
  ForgetErrors(const ForgetErrors&) = delete;
  ForgetErrors& operator=(const ForgetErrors&) = delete;
  ~ForgetErrors() { ERR_pop_to_mark(); }
};

// An encrypted key is refused: OpenSSL would else ask at the terminal.
int no_password(char*, int, int, void*) {
  return -1;
}

/// A file that is synced and closed, and removed unless it was moved to its place.
class TemporaryFile {
 public:
  explicit TemporaryFile(fs::path path)
      : path_(std::move(path)), descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {}
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(path_.c_str());
  }

  [[nodiscard]] bool write(std::string_view bytes) const {
    return descriptor_ >= 0 && core::storage::write_and_sync(descriptor_, bytes);
  }
  /// Fails where the name is taken.
  [[nodiscard]] bool link_as(const fs::path& name) const { return ::link(path_.c_str(), name.c_str()) == 0; }

 private:
  fs::path path_;
  int descriptor_;
};

}  // namespace

Ed25519Key::Ed25519Key(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {
  std::size_t size = public_key_.size();
  CARELEDGER_ASSERT(EVP_PKEY_get_raw_public_key(key_.get(), public_key_.data(), &size) == 1);
  CARELEDGER_ASSERT(size == public_key_.size());
}

Ed25519Key Ed25519Key::generate() {
  Owned<EVP_PKEY> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  CARELEDGER_ASSERT(key != nullptr);
  return Ed25519Key(std::move(key));
}

Result<Ed25519Key> Ed25519Key::from_seed(std::string_view seed) {
  const ForgetErrors forget;
  Owned<EVP_PKEY> key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(seed), seed.size()));
  if (!key) return fail(Fault::bad_request, "a private key of Ed25519 has 32 bytes");
  return Ed25519Key(std::move(key));
}

Result<Ed25519Key> Ed25519Key::load(const fs::path& file) {
  std::error_code error;
  if (fs::status(file, error).type() == fs::file_type::not_found) {
    return fail(Fault::not_found, file.string() + ": no such file");
  }
  const ForgetErrors forget;
  const Owned<BIO> bio(BIO_new_file(file.c_str(), "r"));
  if (!bio) return fail(Fault::storage, file.string() + ": can't be read");
  Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519) {
    return fail(Fault::corrupt, file.string() + ": not a private key of Ed25519 as plain PEM");
  }
  return Ed25519Key(std::move(key));
}

Result<Ed25519Key> Ed25519Key::load_or_make(const fs::path& file) {
  auto loaded = load(file);
  if (loaded || loaded.error().fault != Fault::not_found) return loaded;
  const auto key = generate();
  if (auto stored = key.store(file); !stored) return fail(std::move(stored.error()));
  return key;
}

Result<void> Ed25519Key::store(const fs::path& file) const {
  const Owned<BIO> bio(BIO_new(BIO_s_secmem()));
  CARELEDGER_ASSERT(bio != nullptr);
  CARELEDGER_ASSERT(PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  char* pem = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &pem);

  const TemporaryFile temporary(file.string() + "." + hex(random_bytes(8)));
  if (!temporary.write({pem, static_cast<std::size_t>(size)})) return storage(file, "can't be written");
  if (!temporary.link_as(file)) return storage(file, "can't be made");
  if (!core::storage::sync_directory(file.parent_path())) return storage(file, "its folder can't be synced");
  return {};
}

std::string Ed25519Key::sign(std::string_view message) const {
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  CARELEDGER_ASSERT(context != nullptr);
  CARELEDGER_ASSERT(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1);
  std::string signature(ed25519_signature_bytes, '\0');
  std::size_t size = signature.size();
  CARELEDGER_ASSERT(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                                   octets(message), message.size()) == 1);
  CARELEDGER_ASSERT(size == signature.size());
  return signature;
}

bool ed25519_verify(const Ed25519PublicKey& key, std::string_view message, std::string_view signature) {
  if (signature.size() != ed25519_signature_bytes) return false;
  const ForgetErrors forget;
  const Owned<EVP_PKEY> public_key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  CARELEDGER_ASSERT(public_key != nullptr && context != nullptr);
  CARELEDGER_ASSERT(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, public_key.get()) == 1);
  return EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message), message.size()) == 1;
}

}  // namespace careledger::core::crypto
