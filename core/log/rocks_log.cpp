#include "core/log/rocks_log.hpp"

#include "core/log/acknowledged.hpp"
#include "core/storage/database_logger.hpp"
#include "core/storage/open_files.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <atomic>
#include <map>
#include <mutex>

namespace careledger::core::log {
namespace {

constexpr std::size_t cache_bytes = 192u << 20;
constexpr std::size_t log_buffer_bytes = 64u << 20;
constexpr std::size_t derived_buffer_bytes = 24u << 20;  // what a start after a crash has to derive again
constexpr std::uint64_t wal_bytes = 128u << 20;

// Keys of the meta family, and the key that sorts before all others of a derived family and holds its position.
constexpr std::string_view head_name = "head";
constexpr std::string_view position_key{"\0position", 9};

rocksdb::Slice slice(std::string_view text) {
  return {text.data(), text.size()};
}

std::string_view view(const rocksdb::Slice& text) {
  return {text.data(), text.size()};
}

Error error_of(const rocksdb::Status& status, std::string what) {
  const auto fault = status.IsCorruption() ? Fault::corrupt : Fault::storage;
  return Error{.fault = fault, .detail = std::move(what) + ": " + status.ToString()};
}

std::string encode_head(const Head& head) {
  std::string bytes = key_of(head.size);
  bytes += crypto::bytes(head.root);
  append_key(bytes, static_cast<std::uint64_t>(head.recorded.micros));
  return bytes;
}

Result<Head> decode_head(std::string_view bytes) {
  if (bytes.size() != 8 + 32 + 8) return fail(Fault::corrupt, "the record of the log's head has a wrong length");
  Head head;
  head.size = sequence_of(bytes.substr(0, 8));
  std::copy_n(bytes.data() + 8, 32, reinterpret_cast<char*>(head.root.data()));
  head.recorded.micros = static_cast<std::int64_t>(sequence_of(bytes.substr(40)));
  return head;
}

/// The part of a derived key that its neighbours share: all but the sequence (and time) at its end, or the source of an
/// identity. Keys of one such part come in ascending order, so that each goes right behind the last of its kind.
class Neighbourhood final : public rocksdb::SliceTransform {
 public:
  explicit Neighbourhood(Family family) : family_(family) {}
  const char* Name() const override { return "careledger.neighbourhood"; }
  rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    if (family_ == Family::ids) return {key.data(), std::min(view(key).find('\0'), key.size())};
    const std::size_t ending = family_ == Family::facts ? 16 : 8;
    return {key.data(), key.size() - std::min(ending, key.size())};
  }
  bool InDomain(const rocksdb::Slice&) const override { return true; }

 private:
  Family family_;
};

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
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  if (filter) table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

class RocksCursor final : public Cursor {
 public:
  RocksCursor(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* column, std::string_view lower, std::string_view upper,
              bool bulk)
      : lower_(lower), upper_(upper), upper_slice_(upper_) {
    rocksdb::ReadOptions options;
    options.iterate_upper_bound = &upper_slice_;
    if (bulk) {
      options.fill_cache = false;
      options.readahead_size = 4u << 20;
    }
    iterator_.reset(db.NewIterator(options, column));
    iterator_->Seek(lower_);
  }

  bool valid() const override { return iterator_->Valid(); }
  std::string_view key() const override { return view(iterator_->key()); }
  std::string_view value() const override { return view(iterator_->value()); }
  void next() override { iterator_->Next(); }
  void seek(std::string_view key) override { iterator_->Seek(slice(std::max(key, std::string_view(lower_)))); }
  Result<void> status() const override {
    if (iterator_->status().ok()) return {};
    return fail(error_of(iterator_->status(), "reading a range"));
  }

 private:
  std::string lower_;
  std::string upper_;
  rocksdb::Slice upper_slice_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

class RocksLog final : public Log {
 public:
  ~RocksLog() override {
    for (auto* column : columns_) {
      if (column != nullptr) db_->DestroyColumnFamilyHandle(column);
    }
    if (!db_) return;
    if (failed_) {
      // Closing would write to a file whose last write failed. The process is about to end, and the start recovers.
      [[maybe_unused]] auto* const left_open = db_.release();
      return;
    }
    db_->Close();
  }

  Result<void> open(const std::filesystem::path& directory) {
    const auto cache = rocksdb::NewLRUCache(cache_bytes);
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

    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors{
        {rocksdb::kDefaultColumnFamilyName, column_options(cache, 1u << 20, 4096, false)},
        {"log", column_options(cache, log_buffer_bytes, 16 * 1024, false)},
        {"meta", column_options(cache, 4u << 20, 4096, false)}};
    for (const Family family : families) {
      auto of_family = column_options(cache, derived_buffer_bytes, 8 * 1024, family == Family::ids);
      of_family.memtable_insert_with_hint_prefix_extractor = std::make_shared<Neighbourhood>(family);
      if (family == Family::ids) {
        // Nearly every identity that is looked up is new: a filter says so without a search.
        of_family.memtable_whole_key_filtering = true;
        of_family.memtable_prefix_bloom_size_ratio = 0.1;
      }
      descriptors.emplace_back(std::string(name(family)), std::move(of_family));
    }
    std::error_code ignored;
    std::filesystem::create_directories(directory / "ledger", ignored);
    if (auto opened = acknowledged_.open(directory / "acknowledged"); !opened) return opened;
    if (auto whole = look_first(options, descriptors, directory); !whole) return whole;

    rocksdb::DB* db = nullptr;
    const auto status = rocksdb::DB::Open(options, path_in(directory), descriptors, &columns_, &db);
    if (!status.ok()) return fail(error_of(status, "opening the ledger in " + directory.string()));
    db_.reset(db);
    auto head = read_head(*db_, meta_column());
    if (!head) return fail(std::move(head.error()));
    head_ = *head;
    for (const Family family : families) {
      const auto got = get(family, position_key);
      if (!got) return fail(got.error());
      positions_[index(family)] = *got ? sequence_of(**got) : 0;
      if (position(family) > head_.size) {
        return fail(Fault::corrupt, "the family " + std::string(name(family)) + " stands at " +
                                        std::to_string(position(family)) + ", beyond the log's " +
                                        std::to_string(head_.size) + " events: synced events are gone");
      }
    }
    return {};
  }

  Head head() const override {
    const std::lock_guard lock(mutex_);
    return head_;
  }

  Result<void> append(std::span<const std::string> leaves, const Head& after) override {
    if (failed_) return fail(Fault::read_only, "an earlier write to the log failed; restart to write again");
    const Head before = head();
    CARELEDGER_ASSERT(after.size == before.size + leaves.size());
    rocksdb::WriteBatch batch;
    Sequence sequence = before.size;
    for (const auto& leaf : leaves) batch.Put(log_column(), key_of(++sequence), leaf);
    batch.Put(meta_column(), slice(head_name), encode_head(after));
    rocksdb::WriteOptions options;
    options.sync = true;
    if (const auto status = db_->Write(options, &batch); !status.ok()) {
      failed_ = true;
      return fail(error_of(status, "writing to the log"));
    }
    acknowledged_.record(after);
    const std::lock_guard lock(mutex_);
    head_ = after;
    return {};
  }

  Result<std::string> read(Sequence sequence) const override {
    std::string leaf;
    const auto status = db_->Get({}, log_column(), key_of(sequence), &leaf);
    if (status.ok()) return leaf;
    if (!status.IsNotFound()) return fail(error_of(status, "reading event " + std::to_string(sequence)));
    if (sequence >= 1 && sequence <= head().size) {
      return fail(Fault::corrupt, "event " + std::to_string(sequence) + " is missing from the log");
    }
    return fail(Fault::not_found, "there is no event " + std::to_string(sequence));
  }

  std::unique_ptr<Cursor> scan(Sequence from, Sequence to) const override {
    return std::make_unique<RocksCursor>(*db_, log_column(), key_of(from), key_of(to + 1), true);
  }

  Result<void> derive(const DerivedBatch& batch) override {
    rocksdb::WriteBatch write;
    for (const auto& [family, key, value] : batch.puts) {
      // A family may have it already, when this is a catch-up for the sake of others.
      if (batch.position > position(family)) write.Put(derived_column(family), key, value);
    }
    const std::string mark = key_of(batch.position);
    for (const Family family : families) {
      if (batch.position > position(family)) write.Put(derived_column(family), slice(position_key), mark);
    }
    if (const auto status = db_->Write(unlogged(), &write); !status.ok()) {
      failed_ = true;
      return fail(error_of(status, "writing derived families"));
    }
    for (auto& at : positions_) at = std::max(at.load(), batch.position);
    return {};
  }

  Sequence position(Family family) const override { return positions_[index(family)]; }

  Result<std::optional<std::string>> get(Family family, std::string_view key) const override {
    return get_from(derived_column(family), key, name(family));
  }

  std::unique_ptr<Cursor> range(Family family, std::string_view lower, std::string_view upper) const override {
    return std::make_unique<RocksCursor>(*db_, derived_column(family), lower, upper, false);
  }

  Result<std::optional<std::string>> last_key(Family family, std::string_view lower,
                                              std::string_view upper) const override {
    const rocksdb::Slice bound = slice(lower);
    rocksdb::ReadOptions options;
    options.iterate_lower_bound = &bound;
    const std::unique_ptr<rocksdb::Iterator> iterator(db_->NewIterator(options, derived_column(family)));
    iterator->SeekForPrev(slice(upper));
    if (iterator->Valid() && view(iterator->key()) == upper) iterator->Prev();
    if (!iterator->status().ok()) return fail(error_of(iterator->status(), "reading a range"));
    if (!iterator->Valid()) return std::nullopt;
    return std::optional(iterator->key().ToString());
  }

  Result<void> clear(Family family) override {
    auto*& column = columns_[index(family) + derived_from];
    rocksdb::ColumnFamilyDescriptor descriptor;
    if (const auto status = column->GetDescriptor(&descriptor); !status.ok()) {
      return fail(error_of(status, "describing a family"));
    }
    rocksdb::ColumnFamilyHandle* fresh = nullptr;
    auto status = db_->DropColumnFamily(column);
    if (status.ok()) status = db_->CreateColumnFamily(descriptor.options, descriptor.name, &fresh);
    if (!status.ok()) return fail(error_of(status, "emptying the family " + std::string(name(family))));
    db_->DestroyColumnFamilyHandle(column);
    column = fresh;
    positions_[index(family)] = 0;
    return {};
  }

  Result<std::optional<std::string>> meta(std::string_view key) const override {
    return get_from(meta_column(), "own." + std::string(key), "meta");
  }

  Result<void> set_meta(std::string_view key, std::string_view value) override {
    rocksdb::WriteOptions options;
    options.sync = true;
    const auto status = db_->Put(options, meta_column(), "own." + std::string(key), slice(value));
    if (!status.ok()) return fail(error_of(status, "writing " + std::string(key)));
    return {};
  }

  Result<void> flush() override {
    rocksdb::WriteBatch marks;
    for (const Family family : families) {
      marks.Put(derived_column(family), slice(position_key), key_of(position(family)));
    }
    auto status = db_->Write(unlogged(), &marks);
    const std::vector<rocksdb::ColumnFamilyHandle*> derived(columns_.begin() + derived_from, columns_.end());
    if (status.ok()) status = db_->Flush({}, derived);
    if (!status.ok()) return fail(error_of(status, "flushing derived families"));
    return {};
  }

 private:
  static std::string path_in(const std::filesystem::path& directory) { return (directory / "ledger").string(); }

  static Result<Head> read_head(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* meta) {
    std::string stored;
    const auto read = db.Get({}, meta, slice(head_name), &stored);
    if (read.ok()) return decode_head(stored);
    if (read.IsNotFound()) return Head{};
    return fail(error_of(read, "reading the head of the log"));
  }

  /// Compares the head with what was acknowledged before anything is changed: opening for writing would drop what lies
  /// behind a damaged place of the write-ahead log, which may yet be mended.
  Result<void> look_first(const rocksdb::Options& options,
                          const std::vector<rocksdb::ColumnFamilyDescriptor>& descriptors,
                          const std::filesystem::path& directory) const {
    if (!std::filesystem::exists(directory / "ledger" / "CURRENT")) return acknowledged_.compare(Head{});
    rocksdb::DB* looked_at = nullptr;
    std::vector<rocksdb::ColumnFamilyHandle*> columns;
    const auto status = rocksdb::DB::OpenForReadOnly(options, path_in(directory), descriptors, &columns, &looked_at);
    // A first start that was killed may not have made all families: then nothing was acknowledged either.
    if (status.IsInvalidArgument()) return acknowledged_.compare(Head{});
    if (!status.ok()) return fail(error_of(status, "opening the ledger in " + directory.string()));
    const std::unique_ptr<rocksdb::DB> db(looked_at);
    const auto head = read_head(*db, columns[2]);
    for (auto* const column : columns) db->DestroyColumnFamilyHandle(column);
    if (!head) return fail(head.error());
    return acknowledged_.compare(*head);
  }

  static constexpr std::size_t derived_from = 3;  // behind the default, log and meta families

  static std::size_t index(Family family) { return static_cast<std::size_t>(family); }
  static rocksdb::WriteOptions unlogged() {
    rocksdb::WriteOptions options;
    options.disableWAL = true;
    return options;
  }
  rocksdb::ColumnFamilyHandle* log_column() const { return columns_[1]; }
  rocksdb::ColumnFamilyHandle* meta_column() const { return columns_[2]; }
  rocksdb::ColumnFamilyHandle* derived_column(Family family) const { return columns_[derived_from + index(family)]; }

  Result<std::optional<std::string>> get_from(rocksdb::ColumnFamilyHandle* column, std::string_view key,
                                              std::string_view where) const {
    std::string value;
    const auto status = db_->Get({}, column, slice(key), &value);
    if (status.ok()) return std::optional(std::move(value));
    if (status.IsNotFound()) return std::nullopt;
    return fail(error_of(status, "reading " + std::string(where)));
  }

  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> columns_;
  std::array<std::atomic<Sequence>, families.size()> positions_{};
  Acknowledged acknowledged_;
  std::atomic<bool> failed_ = false;
  mutable std::mutex mutex_;  // guards head_
  Head head_;
};

}  // namespace

Result<std::unique_ptr<Log>> open_rocks_log(const std::filesystem::path& directory) {
  auto log = std::make_unique<RocksLog>();
  if (auto opened = log->open(directory); !opened) return fail(std::move(opened.error()));
  return log;
}

}  // namespace careledger::core::log
