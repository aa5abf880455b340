#include "core/log/log.hpp"

namespace careledger::core::log {

void append_key(std::string& key, Sequence sequence) {
  char bytes[8];
  for (int i = 7; i >= 0; --i) {
    bytes[i] = static_cast<char>(sequence & 0xFF);
    sequence >>= 8;
  }
  key.append(bytes, sizeof bytes);
}

std::string key_of(Sequence sequence) {
  std::string key;
  append_key(key, sequence);
  return key;
}

Sequence sequence_of(std::string_view eight_bytes) {
  CARELEDGER_ASSERT(eight_bytes.size() == 8);
  Sequence sequence = 0;
  for (const char byte : eight_bytes) sequence = sequence << 8 | static_cast<unsigned char>(byte);
  return sequence;
}

}  // namespace careledger::core::log
