#pragma once

#include "core/error/result.hpp"
#include "core/keys/key.hpp"

#include <string>
#include <string_view>

namespace careledger::core::keys {

/// Where a sealed field stands. Bound to its text: moved to another place, the field no longer opens as this one.
struct Place {
  std::string source;   // of the event
  std::string id;       // of the event
  std::string pointer;  // RFC 6901, within `data`: `/details`
  bool operator==(const Place&) const = default;
};

/// The protected header of a sealed field; `alg` is always `dir` and `enc` `A256GCM`.
struct JweHeader {
  std::string key_name;  // `kid`
  Place place;
};

/// JWE compact serialisation (RFC 7516 §7.1): direct encryption with the key, AES-256-GCM, a random nonce.
[[nodiscard]] std::string seal(const Key& key, const Place& place, std::string_view clear);

/// Says nothing of whether the text is genuine. Error: Fault::corrupt where it is no JWE of ours.
[[nodiscard]] Result<JweHeader> read_header(std::string_view jwe);

/// Error: Fault::corrupt where a part has been altered, or the key is another than the header names.
[[nodiscard]] Result<std::string> open(std::string_view jwe, const Key& key);

}  // namespace careledger::core::keys
