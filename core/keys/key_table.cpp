#include "core/keys/key_table.hpp"

#include "core/keys/key_record.hpp"
#include "core/storage/database_files.hpp"
#include "core/storage/database_logger.hpp"

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <atomic>
#include <charconv>

namespace careledger::core::keys {
namespace {

// The first byte of each row: what it holds.
constexpr char record_row = 'i';   // + id -> record
constexpr char name_row = 'n';     // + name -> id
constexpr char erasure_row = 'x';  // + scope -> sequence, decimal
constexpr char check_row = 'm';    // -> the master key's check
constexpr char unswept_row = 'u';  // there while removed records may stand in a file
constexpr std::size_t buffer_bytes = 4u << 20;

std::string row(char kind, std::string_view rest = "") {
  std::string key(1, kind);
  key += rest;
  return key;
}

rocksdb::Slice slice(std::string_view text) {
  return {text.data(), text.size()};
}

Error error_of(const rocksdb::Status& status, std::string what) {
  const auto fault = status.IsCorruption() ? Fault::corrupt : Fault::storage;
  return Error{.fault = fault, .detail = std::move(what) + ": " + status.ToString()};
}

rocksdb::Options options() {
  rocksdb::Options options;
  options.create_if_missing = true;
  options.write_buffer_size = buffer_bytes;
  options.max_open_files = 32;
  options.compression = rocksdb::kNoCompression;  // ciphertext
  options.info_log = storage::database_logger();
  options.max_bgerror_resume_count = 0;  // after a failed write nothing is tried again before a restart
  // A torn last record is a key that nobody was given; damage anywhere else must not pass for the end of the log.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  return options;
}

Result<void> make_directory(const std::filesystem::path& directory) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  if (!failed) std::filesystem::permissions(directory, std::filesystem::perms::owner_all, failed);
  if (failed) {
    return fail(Fault::storage, "the key store " + directory.string() + " can't be made: " + failed.message());
  }
  return {};
}

}  // namespace

struct KeyTable::State {
  std::unique_ptr<rocksdb::DB> db;
  std::atomic<bool> failed = false;  // a write has failed: none is tried again

  ~State() {
    // Closing would write to a file whose last write failed.
    if (failed) [[maybe_unused]]
      auto* const left_open = db.release();
  }

  [[nodiscard]] Result<std::optional<std::string>> get(const std::string& key) const {
    std::string value;
    const auto status = db->Get({}, key, &value);
    if (status.IsNotFound()) return std::nullopt;
    if (!status.ok()) return fail(error_of(status, "the key store can't be read"));
    return value;
  }

  [[nodiscard]] Result<void> write(rocksdb::WriteBatch& batch, bool synced) {
    if (failed) return fail(Fault::read_only, "an earlier write to the key store failed; restart to write again");
    rocksdb::WriteOptions how;
    how.sync = synced;
    const auto status = db->Write(how, &batch);
    if (!status.ok()) {
      failed = true;
      return fail(error_of(status, "the key store can't be written"));
    }
    return {};
  }
};

KeyTable::KeyTable(std::unique_ptr<State> state) : state_(std::move(state)) {}
KeyTable::~KeyTable() = default;

Result<std::unique_ptr<KeyTable>> KeyTable::open(const std::filesystem::path& directory) {
  if (auto made = make_directory(directory); !made) return fail(made.error());
  if (auto whole = storage::check_current(directory); !whole) return fail(std::move(whole.error()));
  rocksdb::DB* opened = nullptr;
  const auto status = rocksdb::DB::Open(options(), directory.string(), &opened);
  if (!status.ok()) return fail(error_of(status, "the key store " + directory.string() + " can't be opened"));
  auto state = std::make_unique<State>();
  state->db.reset(opened);
  auto table = std::unique_ptr<KeyTable>(new KeyTable(std::move(state)));
  const auto unswept = table->state_->get(row(unswept_row));
  if (!unswept) return fail(unswept.error());
  if (*unswept) {
    if (auto swept = table->sweep(); !swept) return fail(swept.error());
  }
  return table;
}

bool KeyTable::failed() const {
  return state_->failed;
}

Result<std::optional<std::string>> KeyTable::check() const {
  return state_->get(row(check_row));
}

Result<void> KeyTable::set_check(std::string_view check) {
  rocksdb::WriteBatch batch;
  batch.Put(row(check_row), slice(check));
  return state_->write(batch, true);
}

Result<std::optional<std::string>> KeyTable::record(std::string_view id) const {
  return state_->get(row(record_row, id));
}

Result<std::optional<std::string>> KeyTable::id_of(std::string_view name) const {
  return state_->get(row(name_row, name));
}

Result<void> KeyTable::for_each_id(std::string_view prefix, const std::function<void(std::string_view)>& visit) const {
  const std::string first = row(record_row, prefix);
  const std::unique_ptr<rocksdb::Iterator> at(state_->db->NewIterator({}));
  for (at->Seek(first); at->Valid() && at->key().starts_with(first); at->Next()) {
    visit(std::string_view(at->key().data(), at->key().size()).substr(1));
  }
  if (!at->status().ok()) return fail(error_of(at->status(), "the key store can't be read"));
  return {};
}

Result<void> KeyTable::add(std::string_view id, std::string_view name, std::string_view record) {
  rocksdb::WriteBatch batch;
  batch.Put(row(record_row, id), slice(record));
  batch.Put(row(name_row, name), slice(id));
  return state_->write(batch, true);
}

Result<std::uint64_t> KeyTable::last_erasure(std::string_view scope) const {
  const auto text = state_->get(row(erasure_row, scope));
  if (!text) return fail(text.error());
  if (!*text) return 0;
  std::uint64_t sequence = 0;
  const char* const end = (*text)->data() + (*text)->size();
  if (std::from_chars((*text)->data(), end, sequence).ptr != end) {
    return fail(Fault::corrupt, "the key store holds an erasure without a sequence");
  }
  return sequence;
}

Result<void> KeyTable::remove(const std::vector<std::string>& ids, std::string_view scope, std::uint64_t erasure) {
  rocksdb::WriteBatch batch;
  for (const std::string& id : ids) {
    const auto stored = record(id);
    if (!stored) return fail(stored.error());
    if (*stored) batch.Delete(row(name_row, name_in(**stored)));
    batch.Delete(row(record_row, id));
  }
  if (!ids.empty()) batch.Put(row(unswept_row), "");
  batch.Put(row(erasure_row, scope), std::to_string(erasure));
  // A note without a removal may be lost: it is repeated, unless a key was synced after it, and with it the note.
  return state_->write(batch, !ids.empty());
}

Result<void> KeyTable::sweep() {
  // The flush ends the write-ahead log that holds them, the compaction the tables.
  auto status = state_->db->Flush({});
  rocksdb::CompactRangeOptions all;
  all.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  const std::string first = row(record_row);
  const std::string last = row(record_row + 1);
  const rocksdb::Slice begin = first;
  const rocksdb::Slice end = last;
  if (status.ok()) status = state_->db->CompactRange(all, &begin, &end);
  if (status.ok()) status = state_->db->Delete({}, row(unswept_row));
  if (!status.ok()) {
    return fail(error_of(status, "the key is destroyed, but its bytes may stand in a file until the next start"));
  }
  return {};
}

}  // namespace careledger::core::keys
