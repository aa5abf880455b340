#pragma once

#include "core/log/recent.hpp"
#include "core/log/rocks_columns.hpp"

#include <memory>
#include <string_view>

namespace careledger::core::log {

/// `bulk`: for a scan of much; nothing is cached.
struct Bounds {
  std::string_view lower;
  std::string_view upper;
  bool bulk = false;
};
[[nodiscard]] std::unique_ptr<Cursor> table_cursor(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* column, Bounds bounds);

/// Over a family's rows in the database and the recent ones before them. The look was taken before this is called, so
/// that a row which moves from one to the other meanwhile is in both and not in none.
[[nodiscard]] std::unique_ptr<Cursor> merged_cursor(Recent::Look recent, Family family, rocksdb::DB& db,
                                                    rocksdb::ColumnFamilyHandle* column, Bounds bounds);

}  // namespace careledger::core::log
