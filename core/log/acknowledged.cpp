#include "core/log/acknowledged.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace careledger::core::log {
namespace {

// size (8 bytes, big-endian), root (32), SHA-256 of those 40 bytes (32): within one sector, so never torn.
constexpr std::size_t record_bytes = 72;

std::string encode(const Head& head) {
  std::string bytes = key_of(head.size);
  bytes += crypto::bytes(head.root);
  bytes += crypto::bytes(crypto::sha256(bytes));
  return bytes;
}

}  // namespace

Acknowledged::~Acknowledged() {
  if (file_ >= 0) ::close(file_);
}

Result<void> Acknowledged::open(const std::filesystem::path& path) {
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0) return fail(Fault::storage, "opening " + path.string() + ": " + std::strerror(errno));
  return {};
}

Result<void> Acknowledged::compare(const Head& found) const {
  std::array<char, record_bytes> bytes{};
  if (::pread(file_, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) return {};
  const std::string_view record(bytes.data(), bytes.size());
  // A record that fails its own checksum was being written when the power went: it says nothing.
  if (record.substr(40) != crypto::bytes(crypto::sha256(record.substr(0, 40)))) return {};
  const Sequence size = sequence_of(record.substr(0, 8));
  if (size > found.size) {
    return fail(Fault::corrupt, std::to_string(size) + " events were acknowledged, but the log holds only " +
                                    std::to_string(found.size) + ": its write-ahead log is damaged");
  }
  if (size == found.size && record.substr(8, 32) != crypto::bytes(found.root)) {
    return fail(Fault::corrupt, "the root of the log is not the one that was acknowledged");
  }
  return {};
}

Result<void> Acknowledged::record(const Head& head) const {
  const std::string bytes = encode(head);
  if (::pwrite(file_, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size())) return {};
  return fail(Fault::storage, std::string("marking what was synced: ") + std::strerror(errno));
}

}  // namespace careledger::core::log
