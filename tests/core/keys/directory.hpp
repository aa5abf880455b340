#pragma once

#include "core/keys/key_store.hpp"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

namespace careledger::tests::keys {

/// A directory of a test's own, gone with it.
class Directory {
 public:
  Directory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "careledger-keys-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  [[nodiscard]] std::filesystem::path keys() const { return path_ / "keys"; }
  [[nodiscard]] std::filesystem::path master_key() const { return path_ / "master.key"; }
  [[nodiscard]] std::filesystem::path other(const char* name) const { return path_ / name; }

  [[nodiscard]] core::Result<std::unique_ptr<core::keys::KeyStore>> open() const {
    return core::keys::KeyStore::open(keys(), master_key());
  }

 private:
  std::filesystem::path path_;
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
