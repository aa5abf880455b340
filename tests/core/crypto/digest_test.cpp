#include "core/crypto/encoding.hpp"
#include "core/crypto/random.hpp"
#include "core/crypto/sha256.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

namespace crypto = careledger::core::crypto;

namespace {

std::string hex_of(std::string_view data) {
  return crypto::hex(crypto::bytes(crypto::sha256(data)));
}

}  // namespace

TEST_CASE("SHA-256 gives the digests of FIPS 180-4's examples") {
  CHECK(hex_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(hex_of(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 of parts is that of the parts as one message") {
  CHECK(crypto::sha256({"ab", "", "c"}) == crypto::sha256("abc"));
  CHECK(crypto::sha256({}) == crypto::sha256(""));
}

TEST_CASE("threads that hash at the same time do not disturb each other") {
  const auto expected = crypto::sha256("abc");
  std::vector<int> wrong(4, 0);
  {
    std::vector<std::jthread> threads;
    for (int& count : wrong) {
      threads.emplace_back([&count, expected] {
        for (int i = 0; i < 2'000; ++i) {
          if (crypto::sha256("abc") != expected) ++count;
        }
      });
    }
  }
  CHECK(wrong == std::vector<int>(4, 0));
}

TEST_CASE("random bytes do not repeat, across draws, threads and the end of what was drawn ahead") {
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) seen.insert(crypto::random_bytes(16));
  std::string from_thread;
  std::jthread([&from_thread] { from_thread = crypto::random_bytes(16); }).join();
  seen.insert(from_thread);
  CHECK(seen.size() == 1'001);

  const auto large = crypto::random_bytes(10'000);
  for (std::size_t i = 0; i + 16 <= large.size(); i += 16) seen.insert(large.substr(i, 16));
  CHECK(seen.size() == 1'001 + 10'000 / 16);
}
