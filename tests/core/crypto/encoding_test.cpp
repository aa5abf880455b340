#include "core/crypto/encoding.hpp"

#include "core/crypto/random.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace crypto = careledger::core::crypto;

TEST_CASE("base64, base64url and hex are those of RFC 4648, its section 10") {
  struct Row {
    std::string_view bytes, base64, base64url, hex;
  };
  for (const auto& row : std::vector<Row>{
           {"", "", "", ""},
           {"f", "Zg==", "Zg", "66"},
           {"fo", "Zm8=", "Zm8", "666f"},
           {"foo", "Zm9v", "Zm9v", "666f6f"},
           {"foob", "Zm9vYg==", "Zm9vYg", "666f6f62"},
           {"fooba", "Zm9vYmE=", "Zm9vYmE", "666f6f6261"},
           {"foobar", "Zm9vYmFy", "Zm9vYmFy", "666f6f626172"},
           {"\xfb\xff\xbf", "+/+/", "-_-_", "fbffbf"},
       }) {
    CHECK(crypto::base64(row.bytes) == row.base64);
    CHECK(crypto::base64url(row.bytes) == row.base64url);
    CHECK(crypto::hex(row.bytes) == row.hex);
    CHECK(crypto::from_base64(row.base64) == std::string(row.bytes));
    CHECK(crypto::from_base64url(row.base64url) == std::string(row.bytes));
  }
}

TEST_CASE("what is encoded decodes to the same bytes, at every length") {
  for (std::size_t size = 0; size < 100; ++size) {
    const auto bytes = crypto::random_bytes(size);
    CHECK(crypto::from_base64(crypto::base64(bytes)) == bytes);
    CHECK(crypto::from_base64url(crypto::base64url(bytes)) == bytes);
  }
}

TEST_CASE("bytes have one base64 text: white space, missing padding and stray bits are refused") {
  for (const std::string_view text : {"Zg", "Zg=", "Zg===", "=", "==", "====", "Zh==", "Zm9=", "Zm9v\n", " Zm9v",
                                      "Zm 9v", "Zm=v", "Z===", "-_-_", "Zm9vZg", "Zg==Zg==", "Zm\xc3\xa9="}) {
    CAPTURE(text);
    CHECK_FALSE(crypto::from_base64(text).has_value());
  }
  CHECK_FALSE(crypto::from_base64(std::string_view("Zm9\0", 4)).has_value());
  for (const std::string_view text : {"Zg==", "Z", "Zh", "Zm9vY", "+/+/", "Zm9v "}) {
    CAPTURE(text);
    CHECK_FALSE(crypto::from_base64url(text).has_value());
  }
}
