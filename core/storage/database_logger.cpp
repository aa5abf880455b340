#include "core/storage/database_logger.hpp"

#include <rocksdb/env.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cstdarg>
#include <cstdio>

namespace careledger::core::storage {
namespace {

constexpr std::size_t longest_line = 1'024;

class DatabaseLogger final : public rocksdb::Logger {
 public:
  DatabaseLogger() : rocksdb::Logger(rocksdb::ERROR_LEVEL) {}

  using rocksdb::Logger::Logv;
  void Logv(const rocksdb::InfoLogLevel level, const char* format, va_list arguments) override {
    if (level < rocksdb::ERROR_LEVEL) return;
    write(format, arguments);
  }
  void Logv(const char* format, va_list arguments) override { write(format, arguments); }

 private:
  static void write(const char* format, va_list arguments) {
    std::array<char, longest_line> line{};
    std::vsnprintf(line.data(), line.size(), format, arguments);
    spdlog::error("event=database {}", line.data());
  }
};

}  // namespace

std::shared_ptr<rocksdb::Logger> database_logger() {
  return std::make_shared<DatabaseLogger>();
}

}  // namespace careledger::core::storage
