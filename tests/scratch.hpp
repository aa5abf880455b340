#pragma once

#include "core/crypto/encoding.hpp"
#include "core/crypto/random.hpp"

#include <filesystem>
#include <string>

/// A directory of its own for one test, gone at its end.
class Scratch {
 public:
  Scratch()
      : path_(std::filesystem::temp_directory_path() /
              ("careledger-test-" + careledger::core::crypto::hex(careledger::core::crypto::random_bytes(8)))) {
    std::filesystem::create_directories(path_);
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};
