#pragma once

#include "core/error/result.hpp"
#include "core/log/log.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rocksdb {
class ColumnFamilyHandle;
struct ColumnFamilyDescriptor;
class DB;
struct Options;
class Slice;
class Status;
}  // namespace rocksdb

// What the parts of the RocksDB engine share: its column families by number, and the way into and out of its types.
namespace careledger::core::log {

inline constexpr std::size_t log_column = 1;
inline constexpr std::size_t meta_column = 2;
inline constexpr std::size_t derived_from = 3;  // behind the default, log and meta families
[[nodiscard]] constexpr std::size_t column_of(Family family) {
  return derived_from + index_of(family);
}

// A key of the meta family, and the key of each derived family that holds its position.
inline constexpr std::string_view head_name = "head";
inline constexpr std::string_view position_key{"\0position", 9};

using Columns = std::vector<rocksdb::ColumnFamilyHandle*>;

[[nodiscard]] rocksdb::Options database_options();
[[nodiscard]] std::vector<rocksdb::ColumnFamilyDescriptor> column_descriptors();

[[nodiscard]] rocksdb::Slice slice(std::string_view text);
[[nodiscard]] std::string_view text_of(const rocksdb::Slice& text);
[[nodiscard]] Error error_of(const rocksdb::Status& status, std::string what);

}  // namespace careledger::core::log
