#include "core/log/rocks_columns.hpp"

#include "core/storage/database_logger.hpp"
#include "core/storage/open_files.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

namespace careledger::core::log {
namespace {

constexpr std::size_t cache_bytes = 192u << 20;
// The filter of a large table takes megabytes: in one of many small shards it would drive out, and be driven out by,
// all else there, and be read again for each identity that is looked up. So there are four, and filters go last.
constexpr int cache_shard_bits = 2;
constexpr double cache_share_for_filters = 0.5;
// What a start after a crash reads again: the leaves that are in no table yet.
constexpr std::size_t log_buffer_bytes = 32u << 20;
constexpr std::uint64_t wal_bytes = 64u << 20;
// Derived families come in as tables of many events: nothing passes through these.
constexpr std::size_t unused_buffer_bytes = 1u << 20;
constexpr int tables_before_compaction = 8;

rocksdb::ColumnFamilyOptions column_options(const std::shared_ptr<rocksdb::Cache>& cache, std::size_t buffer_bytes,
                                            std::size_t block_bytes, bool filter) {
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = buffer_bytes;
  options.max_write_buffer_number = 3;
  options.compression = rocksdb::kLZ4Compression;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.block_size = block_bytes;
  table.format_version = 5;
  table.cache_index_and_filter_blocks = true;
  table.cache_index_and_filter_blocks_with_high_priority = true;
  table.metadata_cache_options.unpartitioned_pinning =
      filter ? rocksdb::PinningTier::kAll : rocksdb::PinningTier::kFlushedAndSimilar;
  if (filter) table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

}  // namespace

rocksdb::Options database_options() {
  rocksdb::Options options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.IncreaseParallelism(2);
  options.max_total_wal_size = wal_bytes;
  options.track_and_verify_wals_in_manifest = true;
  options.paranoid_checks = true;
  options.info_log = storage::database_logger();
  options.max_bgerror_resume_count = 0;  // after a failed write nothing is tried again before a restart
  options.max_open_files = static_cast<int>(storage::files_of_the_log());
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> column_descriptors() {
  const auto cache = rocksdb::NewLRUCache(cache_bytes, cache_shard_bits, false, cache_share_for_filters);
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors{
      {rocksdb::kDefaultColumnFamilyName, column_options(cache, unused_buffer_bytes, 4096, false)},
      {"log", column_options(cache, log_buffer_bytes, 16 * 1024, false)},
      {"meta", column_options(cache, 4u << 20, 4096, false)}};
  for (const Family family : families) {
    auto of_family = column_options(cache, unused_buffer_bytes, 8 * 1024, family == Family::ids);
    of_family.level0_file_num_compaction_trigger = tables_before_compaction;
    descriptors.emplace_back(std::string(name(family)), std::move(of_family));
  }
  return descriptors;
}

rocksdb::Slice slice(std::string_view text) {
  return {text.data(), text.size()};
}

std::string_view text_of(const rocksdb::Slice& text) {
  return {text.data(), text.size()};
}

Error error_of(const rocksdb::Status& status, std::string what) {
  const auto fault = status.IsCorruption() ? Fault::corrupt : Fault::storage;
  return Error{.fault = fault, .detail = std::move(what) + ": " + status.ToString()};
}

}  // namespace careledger::core::log
