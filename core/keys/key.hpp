#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace careledger::core::keys {

/// 256 secret bits, wiped from memory when they go.
class Secret {
 public:
  static constexpr std::size_t size = 32;

  Secret() = default;
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret();

  [[nodiscard]] static Secret random();
  /// Of `size` bytes, which are wiped where they stood.
  [[nodiscard]] static Secret taken_from(std::string& bytes);

  [[nodiscard]] std::uint8_t* data() { return bytes_.data(); }
  [[nodiscard]] const std::uint8_t* data() const { return bytes_.data(); }
  [[nodiscard]] std::string_view bytes() const { return {reinterpret_cast<const char*>(bytes_.data()), size}; }
  bool operator==(const Secret& other) const;

 private:
  std::array<std::uint8_t, size> bytes_{};
};

/// A personal-data key. Its name is random, drawn with it, and stands in the clear in all that it seals.
struct Key {
  std::string name;  // 22 characters, base64url
  Secret secret;
};

/// Whose key: a citizen's for one retention class, or an event's own. Digests, so that the store lists no citizen.
class KeyId {
 public:
  [[nodiscard]] static KeyId of_citizen(std::string_view citizen, std::string_view retention);
  [[nodiscard]] static KeyId of_event(std::string_view source, std::string_view id);

  /// What the ids of one citizen's keys, and no others, begin with.
  [[nodiscard]] static std::string citizen_prefix(std::string_view citizen);

  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  bool operator==(const KeyId&) const = default;

 private:
  explicit KeyId(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string bytes_;
};

}  // namespace careledger::core::keys
