#pragma once

#include "core/keys/key_store.hpp"
#include "tests/scratch.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

namespace careledger::tests::keys {

/// A directory of a test's own, gone with it.
class Directory {
 public:
  [[nodiscard]] std::filesystem::path keys() const { return scratch_.path() / "keys"; }
  [[nodiscard]] std::filesystem::path master_key() const { return scratch_.path() / "master.key"; }
  [[nodiscard]] std::filesystem::path other(const char* name) const { return scratch_.path() / name; }

  [[nodiscard]] core::Result<std::unique_ptr<core::keys::KeyStore>> open() const {
    return core::keys::KeyStore::open(keys(), master_key());
  }

 private:
  Scratch scratch_;
};

inline std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_file(const std::filesystem::path& file, const std::string& bytes,
                       std::filesystem::perms mode = std::filesystem::perms(0600)) {
  std::ofstream(file, std::ios::binary) << bytes;
  std::filesystem::permissions(file, mode);
}

}  // namespace careledger::tests::keys
