#include "core/log/rocks_log.hpp"

#include "core/log/acknowledged.hpp"
#include "core/log/recent.hpp"
#include "core/log/rocks_columns.hpp"
#include "core/log/rocks_cursor.hpp"
#include "core/log/rocks_ingest.hpp"
#include "core/storage/database_files.hpp"

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

namespace careledger::core::log {
namespace {

// Derived rows become tables when there are so many, of some 100,000 events: it is what a start after a crash has to
// derive again.
constexpr std::size_t rows_a_table = 400'000;
// A writer that is so far ahead of the tables waits for them.
constexpr std::size_t most_tables_behind = 4;
// So many derived rows take longer to sort than a thread to start.
constexpr std::size_t rows_worth_a_thread = 2'000;

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

/// Closing would write to a file whose last write failed. The process is about to end, and the start recovers.
void leave_open(std::unique_ptr<rocksdb::DB> db) {
  static auto* const left_open = new std::vector<std::unique_ptr<rocksdb::DB>>;  // outlives all destructors
  left_open->push_back(std::move(db));
}

class RocksLog final : public Log {
 public:
  ~RocksLog() override {
    stop_writing_tables();
    for (auto* column : columns_) {
      if (column != nullptr) db_->DestroyColumnFamilyHandle(column);
    }
    if (!db_) return;
    if (failed_) {
      leave_open(std::move(db_));
    } else {
      db_->Close();
    }
  }

  Result<void> open(const std::filesystem::path& directory) {
    folder_ = (directory / "ledger").string();
    std::error_code ignored;
    std::filesystem::create_directories(folder_, ignored);
    if (auto whole = storage::check_current(folder_); !whole) return whole;
    if (auto opened = acknowledged_.open(directory / "acknowledged"); !opened) return opened;
    const auto options = database_options();
    const auto descriptors = column_descriptors();
    if (auto whole = look_first(options, descriptors); !whole) return whole;

    rocksdb::DB* db = nullptr;
    const auto status = rocksdb::DB::Open(options, folder_, descriptors, &columns_, &db);
    if (!status.ok()) return fail(error_of(status, "opening the ledger in " + directory.string()));
    db_.reset(db);
    auto head = read_head(*db_, columns_[meta_column]);
    if (!head) return fail(std::move(head.error()));
    head_ = *head;
    for (const Family family : families) {
      const auto got = get_from(columns_[column_of(family)], position_key, name(family));
      if (!got) return fail(got.error());
      positions_[index_of(family)] = *got ? sequence_of(**got) : 0;
      in_tables_[index_of(family)] = position(family);
      if (position(family) > head_.size) {
        return fail(Fault::corrupt, "the family " + std::string(name(family)) + " stands at " +
                                        std::to_string(position(family)) + ", beyond the log's " +
                                        std::to_string(head_.size) + " events: synced events are gone");
      }
    }
    table_writer_ = std::thread([this] { write_tables(); });
    return {};
  }

  Head head() const override {
    const std::lock_guard lock(mutex_);
    return head_;
  }

  Result<void> append(std::span<const std::string> leaves, const Head& after, const DerivedBatch& derived) override {
    if (auto room = wait_for_room(); !room) return room;
    if (failed_) return fail(Fault::read_only, "an earlier write to the log failed; restart to write again");
    // What is derived is sorted while the leaves are on their way to the disk.
    auto segment = std::async(derived.puts.size() < rows_worth_a_thread ? std::launch::deferred : std::launch::async,
                              [this, &derived] { return segment_of(derived); });
    if (auto written = write_leaves(leaves, after); !written) return written;
    add(segment.get());
    return {};
  }

  Result<std::string> read(Sequence sequence) const override {
    std::string leaf;
    const auto status = db_->Get({}, columns_[log_column], key_of(sequence), &leaf);
    if (status.ok()) return leaf;
    if (!status.IsNotFound()) return fail(error_of(status, "reading event " + std::to_string(sequence)));
    if (sequence >= 1 && sequence <= head().size) {
      return fail(Fault::corrupt, "event " + std::to_string(sequence) + " is missing from the log");
    }
    return fail(Fault::not_found, "there is no event " + std::to_string(sequence));
  }

  std::unique_ptr<Cursor> scan(Sequence from, Sequence to) const override {
    return table_cursor(*db_, columns_[log_column], {.lower = key_of(from), .upper = key_of(to + 1), .bulk = true});
  }

  Result<void> derive(const DerivedBatch& batch) override {
    if (auto room = wait_for_room(); !room) return room;
    add(segment_of(batch));
    return {};
  }
  Sequence position(Family family) const override { return positions_[index_of(family)]; }

  Result<std::optional<std::string>> get(Family family, std::string_view key) const override {
    return get_since(0, family, key);
  }

  Result<std::optional<std::string>> get_since(Sequence position, Family family, std::string_view key) const override {
    const auto recent = recent_.look();
    const auto hash = Segment::hash_of(key);
    for (auto segment = recent->rbegin(); segment != recent->rend() && (*segment)->position() > position; ++segment) {
      if (const auto value = (*segment)->find(family, key, hash)) return std::optional(std::string(*value));
    }
    // What is no longer recent is counted here first.
    if (in_tables_[index_of(family)] <= position) return std::nullopt;
    return get_from(columns_[column_of(family)], key, name(family));
  }

  std::unique_ptr<Cursor> range(Family family, std::string_view lower, std::string_view upper) const override {
    return merged_cursor(recent_.look(), family, *db_, columns_[column_of(family)], {.lower = lower, .upper = upper});
  }

  Result<std::optional<std::string>> last_key(Family family, std::string_view lower,
                                              std::string_view upper) const override {
    std::optional<std::string> last;
    const auto recent = recent_.look();
    for (const auto& segment : *recent) {
      const auto behind = segment->lower_bound(family, upper);
      if (behind == segment->begin(family)) continue;
      const auto key = segment->key(behind - 1);
      if (key >= lower && (!last || key > *last)) last = key;
    }
    const rocksdb::Slice bound = slice(lower);
    rocksdb::ReadOptions options;
    options.iterate_lower_bound = &bound;
    const std::unique_ptr<rocksdb::Iterator> iterator(db_->NewIterator(options, columns_[column_of(family)]));
    iterator->SeekForPrev(slice(upper));
    if (iterator->Valid() && text_of(iterator->key()) == upper) iterator->Prev();
    if (!iterator->status().ok()) return fail(error_of(iterator->status(), "reading a range"));
    if (iterator->Valid() && (!last || text_of(iterator->key()) > *last)) last = iterator->key().ToString();
    return last;
  }

  Result<void> clear(Family family) override {
    if (auto written = write_table(); !written) return written;
    auto*& column = columns_[column_of(family)];
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
    positions_[index_of(family)] = 0;
    in_tables_[index_of(family)] = 0;
    return {};
  }

  Result<std::optional<std::string>> meta(std::string_view key) const override {
    return get_from(columns_[meta_column], "own." + std::string(key), "meta");
  }

  Result<void> set_meta(std::string_view key, std::string_view value) override {
    rocksdb::WriteOptions options;
    options.sync = true;
    const auto status = db_->Put(options, columns_[meta_column], "own." + std::string(key), slice(value));
    if (!status.ok()) return fail(error_of(status, "writing " + std::string(key)));
    return {};
  }

  Result<void> flush() override { return write_table(); }

 private:
  static Result<Head> read_head(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* meta) {
    std::string stored;
    const auto read = db.Get({}, meta, slice(head_name), &stored);
    if (read.ok()) return decode_head(stored);
    if (read.IsNotFound()) return Head{};
    return fail(error_of(read, "reading the head of the log"));
  }

  /// Compares the head with what was acknowledged before anything is changed: opening for writing would drop what lies
  /// behind a damaged place of the write-ahead log, which may yet be mended. Of the families only that of the head is
  /// opened, so that no leaf is read into memory for this.
  Result<void> look_first(const rocksdb::Options& options,
                          const std::vector<rocksdb::ColumnFamilyDescriptor>& descriptors) const {
    if (!std::filesystem::exists(folder_ + "/CURRENT")) return acknowledged_.compare(Head{});
    const std::vector<rocksdb::ColumnFamilyDescriptor> looked_for{descriptors[0], descriptors[meta_column]};
    rocksdb::DB* looked_at = nullptr;
    Columns columns;
    const auto status = rocksdb::DB::OpenForReadOnly(options, folder_, looked_for, &columns, &looked_at);
    // A first start that was killed may not have made all families: then nothing was acknowledged either.
    if (status.IsInvalidArgument()) return acknowledged_.compare(Head{});
    if (!status.ok()) return fail(error_of(status, "opening the ledger in " + folder_));
    const std::unique_ptr<rocksdb::DB> db(looked_at);
    const auto head = read_head(*db, columns.back());
    for (auto* const column : columns) db->DestroyColumnFamilyHandle(column);
    if (!head) return fail(head.error());
    return acknowledged_.compare(*head);
  }

  Result<std::optional<std::string>> get_from(rocksdb::ColumnFamilyHandle* column, std::string_view key,
                                              std::string_view where) const {
    std::string value;
    const auto status = db_->Get({}, column, slice(key), &value);
    if (status.ok()) return std::optional(std::move(value));
    if (status.IsNotFound()) return std::nullopt;
    return fail(error_of(status, "reading " + std::string(where)));
  }

  Result<void> write_leaves(std::span<const std::string> leaves, const Head& after) {
    const Head before = head();
    CARELEDGER_ASSERT(after.size == before.size + leaves.size());
    write_.Clear();
    Sequence sequence = before.size;
    for (const auto& leaf : leaves) write_.Put(columns_[log_column], key_of(++sequence), leaf);
    write_.Put(columns_[meta_column], slice(head_name), encode_head(after));
    rocksdb::WriteOptions options;
    options.sync = true;
    if (const auto status = db_->Write(options, &write_); !status.ok()) {
      failed_ = true;
      return fail(error_of(status, "writing to the log"));
    }
    if (auto marked = acknowledged_.record(after); !marked) {
      failed_ = true;
      return marked;
    }
    const std::lock_guard lock(mutex_);
    head_ = after;
    return {};
  }

  /// The rows of the families that have not reached the batch's position: in a catch-up for the sake of others, one may
  /// have it already.
  [[nodiscard]] std::shared_ptr<const Segment> segment_of(const DerivedBatch& batch) const {
    return std::make_shared<const Segment>(batch,
                                           [this, &batch](Family family) { return batch.position > position(family); });
  }

  /// Waits until the tables are not too far behind.
  Result<void> wait_for_room() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return failed_ || !is_due(most_tables_behind); });
    if (!table_failure_.empty()) return fail(Fault::storage, table_failure_);
    return {};
  }

  /// Shows the rows to all that read.
  void add(const std::shared_ptr<const Segment>& segment) {
    recent_.add(segment);
    const std::lock_guard lock(mutex_);
    for (auto& at : positions_) at = std::max(at.load(), segment->position());
    if (is_due(1)) due_.notify_one();
  }

  /// Whether the recent rows come to so many tables.
  [[nodiscard]] bool is_due(std::size_t tables) const { return recent_.size() >= tables * rows_a_table; }

  /// Puts what is recent now into tables.
  Result<void> write_table() {
    const std::lock_guard one_at_a_time(writing_table_);
    const auto segments = recent_.seal();
    if (segments->empty()) return {};
    const auto reached = segments->back()->position();
    Positions positions;
    for (const Family family : families) {
      if (reached > in_tables_[index_of(family)]) positions[index_of(family)] = reached;
    }
    if (auto written = ingest(*db_, columns_, folder_, segments, positions); !written) return written;
    for (auto& at : in_tables_) at = std::max(at.load(), reached);
    recent_.drop_sealed();
    const std::lock_guard lock(mutex_);
    room_.notify_all();
    return {};
  }

  void write_tables() {
    for (;;) {
      {
        std::unique_lock lock(mutex_);
        due_.wait(lock, [this] { return stopping_ || is_due(1); });
        if (stopping_) return;
      }
      const auto written = write_table();
      if (written) continue;
      const std::lock_guard lock(mutex_);
      failed_ = true;
      table_failure_ = written.error().detail;
      room_.notify_all();
      return;
    }
  }

  void stop_writing_tables() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    due_.notify_all();
    if (table_writer_.joinable()) table_writer_.join();
  }

  std::string folder_;
  std::unique_ptr<rocksdb::DB> db_;
  Columns columns_;
  Acknowledged acknowledged_;
  Recent recent_;
  rocksdb::WriteBatch write_;  // of the writer; kept for its memory
  std::array<std::atomic<Sequence>, families.size()> positions_{};
  std::array<std::atomic<Sequence>, families.size()> in_tables_{};
  std::atomic<bool> failed_ = false;

  std::mutex writing_table_;  // whoever seals what is recent; taken before mutex_
  mutable std::mutex mutex_;  // guards all below
  Head head_;
  std::string table_failure_;
  bool stopping_ = false;
  std::condition_variable due_;   // a table, or the end
  std::condition_variable room_;  // for more recent rows
  std::thread table_writer_;
};

}  // namespace

Result<std::unique_ptr<Log>> open_rocks_log(const std::filesystem::path& directory) {
  auto log = std::make_unique<RocksLog>();
  if (auto opened = log->open(directory); !opened) return fail(std::move(opened.error()));
  return log;
}

}  // namespace careledger::core::log
