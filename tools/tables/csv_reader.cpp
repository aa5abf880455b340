#include "tools/tables/csv_reader.hpp"

#include "core/crypto/encoding.hpp"
#include "core/json/value.hpp"

namespace careledger::tools::tables {
namespace {

using core::fail;
using core::Fault;

constexpr int end_of_file = std::char_traits<char>::eof();

/// The first byte that does not belong to UTF-8, in hexadecimal.
std::string first_foreign_byte(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t size = 1; size <= 4 && at + size <= text.size();) {
    if (!core::json::is_utf8(text.substr(at, size))) {
      ++size;  // a character has up to four bytes
      continue;
    }
    at += size;
    size = 1;
  }
  return core::crypto::hex(text.substr(at, 1));
}

}  // namespace

tl::unexpected<core::Error> CsvReader::refuse(const std::string& what) const {
  return fail(Fault::bad_request, "line " + std::to_string(line_) + ": " + what);
}

char CsvReader::take(Record& record) {
  const char byte = std::char_traits<char>::to_char_type(bytes_.sbumpc());
  record.text += byte;
  return byte;
}

core::Result<void> CsvReader::skip_mark() {
  begun_ = true;
  std::string head;
  for (; head.size() < 3 && peek() != end_of_file; bytes_.sbumpc()) {
    head += std::char_traits<char>::to_char_type(peek());
  }
  if (head == "\xEF\xBB\xBF") return {};
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
    return refuse("the file is UTF-16; save it as CSV in UTF-8");
  }
  if (head.starts_with("PK")) return refuse("the file is a spreadsheet or an archive; save it as CSV in UTF-8");
  for (; !head.empty(); head.pop_back()) bytes_.sputbackc(head.back());
  return {};
}

bool CsvReader::at_end_of_line() {
  const int byte = peek();
  return byte == end_of_file || byte == '\n' || byte == '\r';
}

void CsvReader::end_line(Record& record) {
  if (peek() == '\r') take(record);
  if (peek() == '\n') {
    take(record);
    ++line_;
  }
}

core::Result<bool> CsvReader::next(Record& record) {
  if (!begun_) {
    if (auto skipped = skip_mark(); !skipped) return fail(std::move(skipped.error()));
  }
  do {
    if (peek() == end_of_file) return false;
    record.fields.clear();
    record.text.clear();
    record.row = ++row_;
    record.line = line_;
    if (auto done = read(record); !done) return fail(std::move(done.error()));
  } while (record.fields.size() == 1 && record.fields[0].empty());
  if (core::json::is_utf8(record.text)) return true;
  line_ = record.line;
  return refuse("the byte 0x" + first_foreign_byte(record.text) +
                " is not UTF-8; the file is likely in Windows-1252: save it as CSV in UTF-8");
}

core::Result<void> CsvReader::read(Record& record) {
  for (;;) {
    auto& field = record.fields.emplace_back();
    auto done = peek() == '"' ? read_quoted(record, field) : read_plain(record, field);
    if (!done) return done;
    if (record.text.size() > max_record_bytes) {
      return refuse("a row of more than " + std::to_string(max_record_bytes) +
                    " bytes; a quotation mark that closes "
                    "nothing may stand before it");
    }
    if (!at_end_of_line()) {
      take(record);  // the separator
      continue;
    }
    const bool alone = peek() == '\r';
    const auto line = line_;
    end_line(record);
    if (alone && line == line_) return refuse("a carriage return without a line feed");
    return {};
  }
}

core::Result<void> CsvReader::read_quoted(Record& record, std::string& field) {
  const auto opened = line_;
  take(record);
  for (;;) {
    if (peek() == end_of_file || record.text.size() > max_record_bytes) {
      return refuse("the quotation mark of line " + std::to_string(opened) + " is not closed");
    }
    const char byte = take(record);
    if (byte == '\0') return refuse("a byte of nothing (NUL) in a field");
    if (byte == '\n') ++line_;
    if (byte == '"') {
      if (peek() != '"') break;
      take(record);
    }
    field += byte;
  }
  if (at_end_of_line() || peek() == std::char_traits<char>::to_int_type(separator_)) return {};
  return refuse("text behind a closing quotation mark; one within a quoted field is written twice");
}

core::Result<void> CsvReader::read_plain(Record& record, std::string& field) {
  while (!at_end_of_line() && peek() != std::char_traits<char>::to_int_type(separator_)) {
    const char byte = take(record);
    if (byte == '"') return refuse("a quotation mark within a field that begins without one");
    if (byte == '\0') return refuse("a byte of nothing (NUL) in a field");
    field += byte;
  }
  return {};
}

}  // namespace careledger::tools::tables
