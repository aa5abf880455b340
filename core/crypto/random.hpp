#pragma once

#include <span>
#include <string>

namespace careledger::core::crypto {

/// Bytes of OpenSSL's generator, drawn 4 KiB at a time by each thread.
void random_bytes(std::span<char> out);
[[nodiscard]] std::string random_bytes(std::size_t count);

}  // namespace careledger::core::crypto
