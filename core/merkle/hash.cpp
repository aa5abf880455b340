#include "core/merkle/hash.hpp"

namespace careledger::core::merkle {
namespace {

constexpr std::string_view leaf_prefix{"\x00", 1};
constexpr std::string_view node_prefix{"\x01", 1};

}  // namespace

Digest leaf_hash(std::string_view leaf) {
  return crypto::sha256({leaf_prefix, leaf});
}

Digest node_hash(const Digest& left, const Digest& right) {
  return crypto::sha256({node_prefix, crypto::bytes(left), crypto::bytes(right)});
}

Digest empty_root() {
  return crypto::sha256(std::string_view{});
}

}  // namespace careledger::core::merkle
