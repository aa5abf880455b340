#pragma once

#include "core/crypto/sha256.hpp"

namespace careledger::core::crypto {

/// HMAC-SHA-256 (RFC 2104).
[[nodiscard]] Digest hmac_sha256(std::string_view key, std::string_view data);

}  // namespace careledger::core::crypto
