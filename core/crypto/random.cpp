#include "core/crypto/random.hpp"

#include "core/error/result.hpp"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>

namespace careledger::core::crypto {
namespace {

void draw(char* out, std::size_t count) {
  // Without randomness no key or salt may be made: there is nothing to fall back on.
  CARELEDGER_ASSERT(RAND_bytes(reinterpret_cast<unsigned char*>(out), static_cast<int>(count)) == 1);
}

struct Pool {
  std::array<char, 4096> bytes{};
  std::size_t used = bytes.size();
};

}  // namespace

void random_bytes(std::span<char> out) {
  thread_local Pool pool;
  while (!out.empty()) {
    if (pool.used == pool.bytes.size()) {
      draw(pool.bytes.data(), pool.bytes.size());
      pool.used = 0;
    }
    const std::size_t count = std::min(out.size(), pool.bytes.size() - pool.used);
    char* const source = pool.bytes.data() + pool.used;
    std::copy_n(source, count, out.begin());
    // What was handed out may become a key: it is not to be found here a second time.
    OPENSSL_cleanse(source, count);
    pool.used += count;
    out = out.subspan(count);
  }
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  random_bytes(std::span<char>(bytes));
  return bytes;
}

}  // namespace careledger::core::crypto
