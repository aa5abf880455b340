#include "core/crypto/encoding.hpp"

#include <array>
#include <cstdint>

namespace careledger::core::crypto {
namespace {

constexpr std::string_view common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::uint8_t no_digit = 0xff;

/// An alphabet of 64 characters and its inverse.
struct Alphabet {
  std::array<char, 64> characters{};
  std::array<std::uint8_t, 256> values{};

  constexpr Alphabet(char last_but_one, char last) {
    for (std::size_t i = 0; i < common.size(); ++i) characters[i] = common[i];
    characters[62] = last_but_one;
    characters[63] = last;
    values.fill(no_digit);
    for (std::uint8_t i = 0; i < 64; ++i) values[static_cast<std::uint8_t>(characters[i])] = i;
  }
};

constexpr Alphabet standard{'+', '/'};
constexpr Alphabet url_safe{'-', '_'};

std::uint32_t byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<std::uint8_t>(bytes[i]);
}

std::string encode(std::string_view bytes, const Alphabet& alphabet, bool padded) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::size_t i = 0;
  const auto put = [&](std::uint32_t group, int digits) {
    for (int d = 0; d < digits; ++d) text += alphabet.characters[group >> (18 - 6 * d) & 63];
    if (padded) text.append(static_cast<std::size_t>(4 - digits), '=');
  };
  for (; i + 3 <= bytes.size(); i += 3) {
    put(byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2), 4);
  }
  if (bytes.size() - i == 2) put(byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8, 3);
  if (bytes.size() - i == 1) put(byte_at(bytes, i) << 16, 2);
  return text;
}

Result<std::string> decode(std::string_view digits, const Alphabet& alphabet) {
  if (digits.size() % 4 == 1) return fail(Fault::bad_request, "base64 of an impossible length");
  std::string bytes;
  bytes.reserve(digits.size() / 4 * 3 + 2);
  std::uint32_t group = 0;
  int bits = 0;
  for (const char c : digits) {
    const std::uint8_t value = alphabet.values[static_cast<std::uint8_t>(c)];
    if (value == no_digit) return fail(Fault::bad_request, "a character that is not base64");
    group = group << 6 | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>(group >> bits & 0xff);
    }
  }
  // One byte string has one text: what is left of the last digit must be zero.
  if ((group & ((1u << bits) - 1)) != 0) return fail(Fault::bad_request, "base64 with stray bits at its end");
  return bytes;
}

}  // namespace

std::string base64(std::string_view bytes) {
  return encode(bytes, standard, true);
}

std::string base64url(std::string_view bytes) {
  return encode(bytes, url_safe, false);
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    text += digits[byte_at(bytes, i) >> 4];
    text += digits[byte_at(bytes, i) & 15];
  }
  return text;
}

Result<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return fail(Fault::bad_request, "base64 without its padding");
  if (text.ends_with("==")) {
    text.remove_suffix(2);
  } else if (text.ends_with('=')) {
    text.remove_suffix(1);
  }
  return decode(text, standard);
}

Result<std::string> from_base64url(std::string_view text) {
  return decode(text, url_safe);
}

}  // namespace careledger::core::crypto
