#include "core/keys/jwe.hpp"

#include "core/crypto/encoding.hpp"
#include "core/keys/cipher.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using namespace careledger::core;
using keys::Key;
using keys::Place;

namespace {

constexpr std::string_view clear_text = R"("Found a door wedged open — told the manager")";

Key key(const char* name = "AAAAAAAAAAAAAAAAAAAAAA") {
  return {name, keys::Secret::random()};
}

Place place() {
  return {"/providers/7", "note-1", "/details"};
}

std::vector<std::string> parts_of(const std::string& jwe) {
  std::vector<std::string> parts(1);
  for (const char c : jwe) {
    if (c == '.') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string jwe = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) jwe += "." + parts[i];
  return jwe;
}

std::string bytes_of_hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

}  // namespace

TEST_CASE("AES-256-GCM opens the published test vector, and what it seals itself") {
  // McGrew and Viega, "The Galois/Counter Mode of Operation", test case 16.
  std::string secret_bytes = bytes_of_hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  const std::string associated = bytes_of_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  const std::string clear = bytes_of_hex(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
      "b16aedf5aa0de657ba637b39");
  const keys::Ciphertext published{
      bytes_of_hex("cafebabefacedbaddecaf888"),
      bytes_of_hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
                   "c5f61e6393ba7a0abcc9f662"),
      bytes_of_hex("76fc6ece0f4e1768cddf8853bb2d551b")};
  const auto secret = keys::Secret::taken_from(secret_bytes);
  CHECK(secret_bytes == std::string(32, '\0'));  // wiped where it stood
  CHECK(keys::decrypt(secret, associated, published) == clear);
  CHECK(keys::decrypt(secret, associated, keys::encrypt(secret, associated, clear)) == clear);
  CHECK_FALSE(keys::decrypt(secret, "", published));
}

TEST_CASE("a short tag or nonce is refused, however much of it is right") {
  const auto secret = keys::Secret::random();
  const auto sealed = keys::encrypt(secret, "", "text");
  for (std::size_t size = 0; size < keys::tag_bytes; ++size) {
    CHECK_FALSE(keys::decrypt(secret, "", {sealed.nonce, sealed.text, sealed.tag.substr(0, size)}));
  }
  CHECK_FALSE(keys::decrypt(secret, "", {sealed.nonce.substr(0, 11), sealed.text, sealed.tag}));
}

TEST_CASE("a sealed field has the five parts of RFC 7516, and its header names the key and the place") {
  const Key k = key();
  const std::string jwe = keys::seal(k, place(), clear_text);
  const auto parts = parts_of(jwe);
  REQUIRE(parts.size() == 5);
  CHECK(crypto::from_base64url(parts[0]) ==
        R"({"alg":"dir","enc":"A256GCM","id":"note-1","kid":"AAAAAAAAAAAAAAAAAAAAAA","pointer":"/details",)"
        R"("source":"/providers/7"})");
  CHECK(parts[1].empty());
  CHECK(crypto::from_base64url(parts[2])->size() == 12);
  CHECK(crypto::from_base64url(parts[3])->size() == clear_text.size());
  CHECK(crypto::from_base64url(parts[4])->size() == 16);
  // The associated data is the encoded header: any other implementation of the standard opens the field.
  CHECK(keys::decrypt(k.secret, parts[0],
                      {crypto::from_base64url(parts[2]).value(), crypto::from_base64url(parts[3]).value(),
                       crypto::from_base64url(parts[4]).value()}) == std::string(clear_text));

  const auto header = keys::read_header(jwe);
  REQUIRE(header);
  CHECK(header->key_name == k.name);
  CHECK(header->place == place());
}

TEST_CASE("what is sealed opens as it was, of any length and in any place") {
  const Key k = key();
  for (const std::size_t size : {0u, 1u, 15u, 16u, 17u, 4'096u, 60'000u}) {
    std::string clear(size, 'x');
    for (std::size_t i = 0; i < size; ++i) clear[i] = static_cast<char>(i * 31);
    CHECK(keys::open(keys::seal(k, place(), clear), k) == clear);
  }
  const Place odd{"/a\"\\\n\xe2\x82\xac", "", "/a~1b"};
  const std::string jwe = keys::seal(k, odd, clear_text);
  CHECK(keys::open(jwe, k) == std::string(clear_text));
  CHECK(keys::read_header(jwe)->place == odd);
}

TEST_CASE("the same text is sealed differently each time") {
  const Key k = key();
  std::set<std::string> nonces;
  for (int i = 0; i < 1000; ++i) nonces.insert(parts_of(keys::seal(k, place(), clear_text))[2]);
  CHECK(nonces.size() == 1000);
}

TEST_CASE("a sealed field with any character changed does not open") {
  const Key k = key();
  const std::string jwe = keys::seal(k, place(), "\"words\"");
  for (std::size_t i = 0; i < jwe.size(); ++i) {
    for (const char other : {'A', 'B', 'w', '_', '.', '=', '\0'}) {
      std::string altered = jwe;
      altered[i] = other;
      if (altered == jwe) continue;
      CAPTURE(i);
      CAPTURE(other);
      const auto opened = keys::open(altered, k);
      REQUIRE_FALSE(opened);
      CHECK(opened.error().fault == Fault::corrupt);
    }
    CHECK_FALSE(keys::open(std::string_view(jwe).substr(0, i), k));
  }
}

TEST_CASE("parts of another field, another header or another key do not open") {
  const Key k = key();
  const auto mine = parts_of(keys::seal(k, place(), "\"one\""));
  const auto other = parts_of(keys::seal(k, {"/providers/7", "note-2", "/details"}, "\"two\""));
  const auto with = [&](std::size_t part, const std::string& text) {
    auto parts = mine;
    parts[part] = text;
    return joined(parts);
  };
  const auto header = [&](const std::string& json) { return with(0, crypto::base64url(json)); };
  const std::string rest =
      R"("id":"note-1","kid":"AAAAAAAAAAAAAAAAAAAAAA","pointer":"/details","source":"/providers/7"})";
  struct Row {
    const char* what;
    std::string jwe;
  };
  const Row rows[] = {
      {"header of another place", with(0, other[0])},
      {"nonce of another", with(2, other[2])},
      {"text of another", with(3, other[3])},
      {"tag of another", with(4, other[4])},
      {"an encrypted key", with(1, "AAAA")},
      {"empty nonce", with(2, "")},
      {"long nonce", with(2, mine[2] + "AAAA")},
      {"empty tag", with(4, "")},
      {"cut tag", with(4, mine[4].substr(0, 16))},
      {"a sixth part", joined(mine) + ".AAAA"},
      {"four parts", mine[0] + ".." + mine[2] + "." + mine[3]},
      {"padding", with(4, mine[4] + "==")},
      {"space in the header", header(R"({ "alg":"dir","enc":"A256GCM",)" + rest)},
      {"another alg", header(R"({"alg":"none","enc":"A256GCM",)" + rest)},
      {"another enc", header(R"({"alg":"dir","enc":"A128GCM",)" + rest)},
      {"compression", header(R"({"alg":"dir","enc":"A256GCM","zip":"DEF",)" + rest)},
      {"no pointer", header(R"({"alg":"dir","enc":"A256GCM","id":"note-1","kid":"AAAAAAAAAAAAAAAAAAAAAA","x":"",)"
                            R"("source":"/providers/7"})")},
      {"number for an id", header(R"({"alg":"dir","enc":"A256GCM","id":1,"kid":"AAAAAAAAAAAAAAAAAAAAAA",)"
                                  R"("pointer":"/details","source":"/providers/7"})")},
      {"header an array", header("[]")},
      {"header no JSON", header("{")},
      {"empty", ""},
      {"points only", "...."},
  };
  REQUIRE(keys::open(joined(mine), k) == "\"one\"");
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const auto opened = keys::open(row.jwe, k);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().fault == Fault::corrupt);
  }
  CHECK_FALSE(keys::open(joined(mine), key()));                                 // the name, with other bits
  CHECK_FALSE(keys::open(joined(mine), {"BBBBBBBBBBBBBBBBBBBBBB", k.secret}));  // the bits, by another name
}
