#pragma once

#include "core/crypto/sha256.hpp"

#include <cstdint>
#include <string_view>

namespace careledger::projections::ratings {

/// An id of a statement, plan, scheme or suspension in eight bytes: the first of its SHA-256, little-endian.
[[nodiscard]] inline std::uint64_t key_of(std::string_view id) {
  const core::crypto::Digest digest = core::crypto::sha256(id);
  std::uint64_t key = 0;
  for (unsigned i = 0; i < 8; ++i) key |= std::uint64_t{digest[i]} << (8 * i);
  return key;
}

}  // namespace careledger::projections::ratings
