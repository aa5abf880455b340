#pragma once

#include "core/crypto/sha256.hpp"

#include <string_view>

namespace careledger::core::merkle {

using crypto::Digest;

/// RFC 9162 §2.1.1: a leaf and an inner node are hashed under different first bytes, so that neither passes as the
/// other.
[[nodiscard]] Digest leaf_hash(std::string_view leaf);
[[nodiscard]] Digest node_hash(const Digest& left, const Digest& right);
/// The root of the tree without leaves.
[[nodiscard]] Digest empty_root();

}  // namespace careledger::core::merkle
