#include "core/log/rocks_cursor.hpp"

#include <rocksdb/db.h>

#include <algorithm>

namespace careledger::core::log {
namespace {

class TableCursor final : public Cursor {
 public:
  TableCursor(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* column, Bounds bounds)
      : lower_(bounds.lower), upper_(bounds.upper), upper_slice_(upper_) {
    rocksdb::ReadOptions options;
    options.iterate_upper_bound = &upper_slice_;
    if (bounds.bulk) {
      options.fill_cache = false;
      options.readahead_size = 4u << 20;
    }
    iterator_.reset(db.NewIterator(options, column));
    iterator_->Seek(lower_);
  }

  bool valid() const override { return iterator_->Valid(); }
  std::string_view key() const override { return text_of(iterator_->key()); }
  std::string_view value() const override { return text_of(iterator_->value()); }
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

class MergedCursor final : public Cursor {
 public:
  MergedCursor(Recent::Look recent, Family family, rocksdb::DB& db, rocksdb::ColumnFamilyHandle* column, Bounds bounds)
      : lower_(bounds.lower),
        recent_(std::move(recent), family, bounds.lower, bounds.upper),
        tables_(db, column, bounds) {
    choose();
  }

  bool valid() const override { return recent_.valid() || tables_.valid(); }
  std::string_view key() const override { return from_recent_ ? recent_.key() : tables_.key(); }
  std::string_view value() const override { return from_recent_ ? recent_.value() : tables_.value(); }
  void next() override {
    const bool both = from_recent_ && tables_.valid() && tables_.key() == recent_.key();
    if (from_recent_) recent_.next();
    if (!from_recent_ || both) tables_.next();
    choose();
  }
  void seek(std::string_view key) override {
    const auto from = std::max(key, std::string_view(lower_));
    recent_.seek(from);
    tables_.seek(from);
    choose();
  }
  Result<void> status() const override { return tables_.status(); }

 private:
  void choose() { from_recent_ = recent_.valid() && (!tables_.valid() || recent_.key() <= tables_.key()); }

  std::string lower_;
  Walk recent_;
  TableCursor tables_;
  bool from_recent_ = false;
};

}  // namespace

std::unique_ptr<Cursor> table_cursor(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* column, Bounds bounds) {
  return std::make_unique<TableCursor>(db, column, bounds);
}

std::unique_ptr<Cursor> merged_cursor(Recent::Look recent, Family family, rocksdb::DB& db,
                                      rocksdb::ColumnFamilyHandle* column, Bounds bounds) {
  if (recent->empty()) return table_cursor(db, column, bounds);
  return std::make_unique<MergedCursor>(std::move(recent), family, db, column, bounds);
}

}  // namespace careledger::core::log
